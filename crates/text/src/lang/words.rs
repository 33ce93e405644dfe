//! Words that tell languages of the Latin alphabet apart: articles, pronouns, prepositions,
//! auxiliaries, greetings, and what people shorten in posts. Written by hand.
//!
//! A form such as `l'` or `'s` is the part of a word before or after its apostrophe. A word that
//! several languages share stands in the list of each: then it tells nothing between them.

use crate::hash::BuildTermHasher;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Languages of the Latin alphabet by their tags; the place in this list is the language's index.
pub(super) const TAGS: [&str; LANGS] = [
    "fr", "en", "br", "es", "pt", "it", "de", "nl", "ca", "oc", "co", "ro", "tr", "eu", "ga", "cy",
    "eo", "la", "sv", "da", "no", "fi", "pl", "cs", "sk", "hu", "hr", "sl", "id", "vi", "tl", "af",
    "et", "lv", "lt", "az", "rm", "wa", "gl", "sq",
];

/// How many languages there are; their sets fit the bits of a `u64`.
pub(super) const LANGS: usize = 40;

/// The set of languages, by index, whose list has this word.
pub(super) fn langs_of(word: &str) -> u64 {
    BY_WORD.get(word).copied().unwrap_or_default()
}

/// Whether the list of one of the languages of this house has this word, folded.
pub(super) fn is_grammar(folded: &str) -> bool {
    GRAMMAR.contains(folded)
}

static GRAMMAR: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lists = LISTS
        .iter()
        .filter(|(tag, _)| ["fr", "en", "br"].contains(tag));
    lists
        .flat_map(|(_, words)| words.split_ascii_whitespace())
        .map(|it| crate::fold(it.trim_matches('\'')))
        .collect()
});

/// The index of a tag.
pub(super) fn index_of(tag: &str) -> Option<usize> {
    TAGS.iter().position(|it| *it == tag)
}

static BY_WORD: LazyLock<HashMap<&str, u64, BuildTermHasher>> = LazyLock::new(|| {
    let mut by_word = HashMap::default();
    for (tag, words) in LISTS {
        let bit = index_of(tag).map_or(0, |index| 1 << index);
        for word in words.split_ascii_whitespace() {
            *by_word.entry(word).or_default() |= bit;
        }
    }
    by_word
});

const LISTS: &[(&str, &str)] = &[
    (
        "fr",
        "le la les un une des du de au aux et ou où mais donc ni car que qui quoi dont ce cet cette \
         ces ça cela ceci je tu il elle on nous vous ils elles me te se lui leur leurs y en mon ma \
         mes ton ta tes son sa ses notre nos votre vos ne pas plus jamais rien personne aucun \
         aucune est sont était étaient être été suis es êtes sommes sera seront serait soit ai as a \
         ont avez avons avait avaient avoir eu fait faire faites font faut peut peux peuvent veut \
         veux va vais vont allez aller dit dire voir voit vu sait sais savoir très bien trop peu \
         aussi encore déjà toujours souvent ici là avec sans sous sur dans par pour vers chez entre \
         contre depuis pendant avant après comme si quand comment pourquoi combien tout tous toute \
         toutes même mêmes autre autres chaque quelque quelques plusieurs merci bonjour bonsoir bientôt bravo félicitations dommage courage \
         salut bonne bon oui non alors parce puis enfin moi toi eux soi ans an jour jours soir \
         matin aujourd'hui demain hier monde pays temps nouveau nouvelle nouveaux nouvelles france \
         français française voilà voici afin ainsi lors selon malgré moins mieux beaucoup deux \
         trois gens vie ville rue fois chose choses contre besoin peur envie parle parler quel \
         quelle quels quelles celui celle ceux celles grand grande petit petite premier première \
         vraiment jamais maison femme femmes homme hommes enfants aime adore merde putain \
         c'est j'ai n'est d'un d'une qu'il qu'on qu'un s'est l'on y'a aujourd'hui \
         l' d' qu' j' n' c' s' m' t' jusqu' lorsqu' puisqu' quelqu' entr' \
         mdr ptdr jpp jsuis chui pk pq pcq pcque tkt bcp slt stp svp tjrs vrmt ptn frr wesh mtn \
         ct jme jvais jai cest rdv bjr bsr dsl pr ds ns vs qd qq qqn tt tts mec meuf ouais ouai nan \
         bben hein vite lol",
    ),
    (
        "en",
        "the a an and or but if then of to in on at by for from with without into onto about over \
         under after before between through during against up down out off again here there when \
         where why how what which who whom whose this that these those i you he she it we they me \
         him her us them my your his its our their mine yours is am are was were be been being \
         have has had having do does did doing done will would shall should can could may might \
         must not no yes nor so too very just only even still also than as more most much many few \
         some any all both each every other another such own same now never always ever today \
         tomorrow yesterday tonight people time day year years week good great new first last one \
         two three get got go going gone went come make made see know think want love like need \
         say says said look back because while until since thanks thank please hello hi hey \
         happy birthday way well right really gonna wanna gotta lets let us something everything \
         nothing someone everyone anyone dont cant wont didnt doesnt isnt im ive youre thats whats \
         u ur r omg lmao idk tbh pls thx lol via home work night morning weekend show live \
         watch free best better big little long old next news game team man men woman women girl \
         boy guy guys life world thing things feel better sure bad \
         don't can't won't didn't doesn't isn't i'm i've it's that's you're we're let's \
         's 't 're 've 'll 'm 'd",
    ),
    (
        "br",
        "an ar al un ur ul da ha hag ne na ket eo zo oa oan oant oamp int omp on out bez vez bezañ \
         vezañ bet vo vefe vije gant evit war en er el e ez o ma va me te ni ho hon hor he hec'h \
         eñ hi c'hwi pe pa mar nemet holl pep peb hini tud dud bro vro breizh brezhoneg vrezhoneg \
         demat trugarez kenavo noz vat mat mad bras vras bihan vihan nevez bloaz vloaz bloavezh \
         deiz devezh sizhun gwelet ober mont dont kaout ivez c'hoazh hep etre dre diwar dindan raok \
         goude c'houde betek abaoe hervez evel kalz nebeut muioc'h gwelloc'h perak penaos piv petra \
         pelec'h pegoulz din dit dezhañ dezhi deomp deoc'h dezho ganin ganit ganeoc'h ganeomp ganto \
         ganti gantañ anezhañ anezhi anezho emañ emaon emaint emaomp edo eus deus graet gwraet ra \
         rae reas reer kement se mañ hennezh honnezh hemañ homañ re unan daou div tri teir pevar \
         pemp ti dija bremañ hiziv warc'hoazh dec'h neuze rak peogwir met hogen setu memes traoù \
         tra den lec'h labour skol yezh yezhoù kêr gêr bed mor vor kemer lavaret lavar komz gouzout \
         plijout plij gouel fest-noz degemer mat-tre yac'hed sevel kas lakaat chom klask gallout \
         c'hall gall gellout ret rankout gwir gwirioù frankiz dieub diouzh ouzh ouzhpenn a-enep \
         enep hervez dirak hep-ken hepken nikun netra ebet bennak bep amañ eno aze du-mañ emezañ \
         d'an d'ar d'al d'ur d'un n'eo n'eus n'em ma'z m'eo p'eo a i \
         seizh eizh nav dek unnek daouzek trizek pevarzek pemzek c'hwezek seitek triwec'h naontek \
         ugent kant c'hwec'h eil kentañ trede mellad genver c'hwevrer meurzh ebrel mezheven gouere \
         eost gwengolo kerzu dilun dimeurzh dimerc'her diriaou digwener disadorn disul straed \
         straedoù kevredigezh kelaouenn keleier divyezhek stourm labourat deskiñ skolioù bugale \
         vugale tad mamm breur mignon mignoned sonerezh kan kanañ kanaouenn dañs dañsal evañ debriñ \
         boued gwin dour heol glav avel amzer abardaez mintin brav kaer kozh gozh yaouank hir uhel \
         kreñv gwenn ruz glas melen gwer kalon spered istor levr levrioù skrivañ lenn klevet kelenn \
         kelenner kelennerien dilennadeg maer kuzul lezenn stad galleg saozneg kembraeg brezhonek \
         diwan penn kentel kentelioù digor serr emvod gwechall atav bepred morse biken alies \
         marteze moarvat evelkent koulskoude avat barzh kichen zivout abalamour drugarez wechoù \
         gwech wech bugel loened kazh ebeul gwez traezh enez porzh aod",
    ),
    (
        "es",
        "el la los las un una unos unas de del al y e o u pero que quien quienes cual como cuando \
         donde dónde porque por para con sin sobre entre hasta desde hacia según contra durante \
         yo tú él ella nosotros ellos ellas usted ustedes me te se nos os lo le les mi mis tu tus \
         su sus nuestro nuestra este esta estos estas ese esa eso esto aquel es son era eran ser \
         sido fue fueron soy eres somos está están estoy estás estar estaba he has ha han hay \
         había tengo tiene tienes tener hace hacer hacen voy va vas vamos van ir puede puedo \
         puedes quiero quiere no sí si ya muy más menos mucho mucha muchos muchas poco todo toda \
         todos todas nada nadie algo alguien siempre nunca también tampoco ahora hoy mañana ayer \
         aquí ahí así bien mal mejor bueno buena buenos buenas gracias hola día días años año vez \
         gente vida mundo casa cosa cosas qué quién cómo cuándo otro otra otros ni pues cada \
         jaja jajaja q xq pq d verdad solo sólo desde después antes tan tanto a en",
    ),
    (
        "pt",
        "o a os as um uma uns umas de do da dos das no na nos nas ao aos à às pelo pela e ou mas \
         que quem qual como quando onde porque por para pra pro com sem sobre entre até desde \
         contra eu tu ele ela nós eles elas você vocês me te se lhe meu minha meus minhas teu tua \
         seu sua seus suas nosso nossa este esta isto esse essa isso aquele aquela é são era eram \
         ser sido foi foram sou somos está estão estou estar tá tô tava tem têm tenho ter tinha há \
         faz fazer vou vai vamos vão ir pode posso quero quer não sim já muito muita muitos muitas \
         mais menos pouco tudo todo toda todos todas nada ninguém algo alguém sempre nunca também \
         agora hoje amanhã ontem aqui aí assim bem mal melhor bom boa dia dias ano anos vez gente \
         vida mundo casa coisa coisas obrigado obrigada olá só depois antes tão cada vc vcs pq tbm \
         kkk kkkk kkkkk mano cara né aí em num numa dela dele deus amor",
    ),
    (
        "it",
        "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli \
         alle da dal dalla dai nel nello nella nei nelle in su sul sulla sui con per tra fra e ed o \
         ma se che chi cui come quando dove perché perchè io tu lui lei noi voi loro mi ti si ci vi \
         ne mio mia miei tuo tua suo sua nostro nostra questo questa questi queste quello quella \
         quelli è sono era erano essere stato stata sei siamo siete sarà ho hai ha abbiamo avete \
         hanno avere aveva fa fare fatto va vado andare può posso puoi vuole voglio non sì no più \
         meno molto molta molti poco tutto tutta tutti tutte niente nulla nessuno qualcosa sempre \
         mai anche ancora già ora adesso oggi domani ieri qui qua così bene male meglio buono buona \
         buongiorno grazie ciao giorno giorni anno anni volta vita mondo casa cosa cose gente solo \
         dopo prima ogni altro altra altri quanto quale cazzo nn xk \
         l' d' un' dell' all' nell' dall' sull' c' quest' com' dov' c'è cos'è",
    ),
    (
        "de",
        "der die das den dem des ein eine einen einem einer eines und oder aber denn weil wenn als \
         ob dass daß ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch sich mein meine \
         meinen dein deine sein seine unser unsere kein keine keinen nicht nichts ist sind war \
         waren bin bist seid sein gewesen wird werden wurde wurden habe hast hat haben hatte hatten \
         kann können könnte muss müssen soll sollte will wollen würde mag machen macht gemacht geht \
         gehen kommt in im an am auf aus bei mit nach von vom zu zum zur für gegen ohne um durch \
         über unter vor zwischen bis seit während wegen auch noch nur schon sehr so mehr immer nie \
         wieder jetzt heute morgen gestern hier da dort dann wie was wer wo warum welche dieser \
         diese dieses jeder alle alles viel viele gut danke bitte hallo ja nein mal doch ganz \
         etwas jemand jahr jahre jahren tag zeit leben leute mann frau kinder gibt neue neuen \
         einfach eigentlich halt eben ach ne nen",
    ),
    (
        "nl",
        "de het een en of maar want omdat als dat die dit deze ik jij je hij zij ze wij we jullie \
         u mij me hem haar ons hen hun mijn jouw zijn is ben bent was waren geweest wordt worden \
         werd heb hebt heeft hebben had hadden kan kunnen kon moet moeten zal zullen zou zouden wil \
         willen mag gaan gaat ga doen doet komt in op aan bij met van voor naar om uit over onder \
         tussen tegen door tot sinds niet niets geen ook nog al wel maar meer veel altijd nooit \
         weer nu vandaag morgen gisteren hier daar waar wie wat hoe waarom welke toen dan zo erg \
         heel goed goede mooi leuk lekker bedankt dank hallo ja nee even toch gewoon echt mensen \
         jaar dag tijd leven man vrouw kinderen alle alles iets iemand andere eerste nieuwe twee \
         ook jou mn zn er te z'n m'n",
    ),
    (
        "ca",
        "el la els les un una uns unes de del dels al als a i o però que qui quin quina com quan on \
         perquè per amb sense sobre entre fins des cap contra jo tu ell ella nosaltres vosaltres \
         ells elles em et es ens us li ho hi el meu meva teu teva seu seva nostre nostra aquest \
         aquesta aquests aquestes aquell això allò és són era eren ser estat sóc ets som està \
         estan estic he has ha hem heu han hi havia tinc té tenen tenir fa fan fer faig vaig va \
         vam van anar pot puc poden vull vol no sí ja molt molta molts moltes més menys poc tot \
         tota tots totes res ningú alguna sempre mai també tampoc ara avui demà ahir aquí així bé \
         mal millor bon bona gràcies hola dia dies any anys vegada gent vida món casa cosa coses \
         altre altra altres després abans cada nou nova dos dues tres pel pels com si ni doncs \
         l' d' n' s' m' t' 'l 'n 's 'ls 'm",
    ),
    (
        "oc",
        "lo la los las un una de del dels al als e o mas que qui cal coma quand ont perque per amb \
         ambe sens sus entre fins dempuèi contra ieu tu el ela nosautres vosautres eles me te se \
         nos vos li mon ma mos ton ta son sa nòstre nòstra aqueste aquesta aquel aquela aqueles \
         aquestes aquò es son èra èran èsser estat soi sès sèm an a ai avèm avètz aviá avián aver \
         fa far fan va vau pòt pòdon vòl non òc ja plan fòrça mai mens pauc tot tota totes totas \
         totis pas res degun sempre jamai tanben ara uèi deman aicí aital ben melhor bon bona mercés \
         adieu jorn jorns an ans còp gents vida monde ostal causa autre autra autres cada nòu drech \
         drechs dreches libertat persona dins cap pel pels l' d' s' n' qu' m'",
    ),
    (
        "co",
        "u a i e un una di da in cù cun per trà nantu sopra sottu senza contru o ma chì chi cume \
         quandu induve perchè eo tù ellu ella noi voi elli elle mi ti si ci vi mo to so nostru \
         nostra vostru stu sta sti ste issu issa issi quellu quella hè sò era eranu esse statu stata \
         sarà aghju ai hà avemu anu avè aviani fà fattu face vò vai và pò ponu vole nò micca iè più \
         menu assai pocu tuttu tutta tutti tutte nunda nimu sempre mai ancu digià avà oghje dumane \
         eri quì cusì bè male megliu bonu bona bonghjornu grazie ghjornu ghjorni annu anni volta \
         vita mondu casa cosa cose ghjente altru altra altri ogni ognunu dirittu diritti omu omi \
         libertà corsu corsica di l' l' d' ch' s' un' nisun à",
    ),
    (
        "ro",
        "un o unui unei niște și sau dar că să care ce cine cum când unde de la în din pe cu fără \
         pentru prin spre după până între peste sub despre eu tu el ea noi voi ei ele mă te se ne \
         vă îl o îi le mi ți și meu mea mei tău ta său sa lor lui nostru acest această acești \
         aceste acel acea este e sunt era erau fi fost sînt ești suntem am ai are avem aveți au \
         avea aveam face fac facem merge pot poate vreau vrea nu da mai foarte mult multă mulți \
         puțin tot toată toți toate nimic nimeni ceva cineva mereu niciodată și acum azi mâine ieri \
         aici așa bine rău bun bună mulțumesc salut zi zile an ani dată viață lume casă lucru \
         oameni doar dacă când decât atunci al ale ai ul a",
    ),
    (
        "tr",
        "bir ve veya ya da de ama fakat çünkü ki ile için gibi kadar sonra önce göre karşı ben sen \
         o biz siz onlar bana sana ona bizim sizin onun benim senin beni seni onu bu şu şey ne kim \
         nasıl neden niye nerede hangi kaç var yok değil mi mı mu mü evet hayır çok daha en az her \
         hiç hep bazı tüm bütün şimdi bugün yarın dün burada orada böyle iyi kötü güzel büyük yeni \
         teşekkür teşekkürler merhaba gün yıl zaman hayat dünya ev insan olan olarak oldu olur \
         olsun ise eder etti etmek yapmak diye artık sadece bile yine kendi",
    ),
    (
        "eu",
        "eta edo baina ez bai da dira zen ziren naiz zara gara zarete dut duzu du dugu duzue dute \
         zuen zuten dio diot dizu izan izango izaten egin egiten egingo den dela dituen dituzte \
         ditu duen bat batzuk batek hau hori hura hauek horiek ni zu gu haiek nire zure bere gure \
         haien ere oso asko gutxi gehiago hobeto ondo gaizki orain gaur bihar atzo hemen hor han \
         nola noiz non nor zer zergatik baino bezala arte gero aurretik arabera buruz kontra \
         gabe artean barruan kaixo agur eskerrik mesedez egun urte urteko berri lehen beste guzti \
         guztiak guztiek guztien edozein inor inoiz beti euskal euskara herria etxe lan bizitza \
         jende behar nahi ahal dago daude zegoen dezake daiteke dadin",
    ),
    (
        "ga",
        "an na agus nó ach is tá bhí beidh níl ní nach go gur ar i sa san le leis ag as do don de \
         den faoi ó ón roimh trí idir thar chun gan mé tú sé sí muid sibh siad mo do a ár bhur seo \
         sin siúd é í iad cad cé conas cathain cá fáth má dá mar níos mó an-mhaith maith olc mór \
         beag nua eile gach uile aon dhá trí anois inniu amárach inné anseo ansin go raibh maith \
         agat dia duit lá bliain am saol teach rud duine daoine bheith déanamh dul teacht rá feidir \
         féidir fuair chuaigh dúirt rinne aige aici acu agam againn orm ort air uirthi orthu dom \
         duit dó di dúinn dóibh bhfuil raibh",
    ),
    (
        "cy",
        "y yr a ac neu ond os mae yw oedd bydd yn i o ar at am gan gyda heb dros drwy trwy rhwng \
         dan wrth hyd fi ti ef hi ni chi nhw fy dy ei ein eich eu hwn hon hyn hwnnw honno hynny pwy \
         beth sut pryd ble pam pa fel na nac nid ddim dim dydy wedi wnaeth gwneud bod fod cael mynd \
         dod dweud gallu rhaid eisiau da drwg mawr bach newydd arall pob holl un dau tri nawr \
         heddiw yfory ddoe yma yno diolch bore helo diwrnod blwyddyn amser bywyd byd tŷ peth pobl \
         mwy llai iawn hefyd eto mewn sydd sy roedd dw ydy ydw ydych maen nhw'n mae'n i'r o'r a'r \
         'r 'n 'i",
    ),
    (
        "eo",
        "la kaj aŭ sed ke se de da en al el por per kun sen sur sub inter ĝis ekde dum pri kontraŭ \
         mi vi li ŝi ĝi ni ili oni min vin lin ŝin nin ilin mia via lia ŝia nia ilia sia tiu tiuj \
         tio ĉi ĉiu ĉiuj ĉio kiu kiuj kio kiel kiam kie kial kia estas estis estos esti havas havis \
         povas devas volas faras faris ne jes jam tre pli plej ankaŭ nur nun hodiaŭ morgaŭ hieraŭ \
         ĉi-tie tie tiel bone bona granda nova alia unu du tri dankon saluton tago jaro tempo vivo \
         mondo domo homo homoj aĵo multe multaj iu io neniu nenio ĉar do tamen ol kiom laŭ antaŭ \
         post pro je",
    ),
    (
        "la",
        "et aut sed non in ad de ex ab cum per pro sine sub inter ante post contra apud est sunt \
         erat erant esse fuit fuerunt sit sint ego tu nos vos me te se eum eam eius eorum suum suam \
         suo sua suis hic haec hoc huius his ille illa illud ipse qui quae quod cuius quem quam \
         quibus quo quis quid ut si ne nec neque atque ac enim autem igitur ergo tamen quoque etiam \
         iam nunc tum semper numquam ubi unde sicut vel dum quia quoniam omnis omnes omnia nihil \
         nemo habet habent potest possunt dixit deus dei homo homines rex annum anno die anni urbis \
         urbs populus res rei a",
    ),
    (
        "sv",
        "och eller men att som det den de en ett är var varit vara har hade blir blev kan ska skulle \
         måste vill jag du han hon vi ni dom mig dig honom henne oss er min din sin mitt ditt vår \
         inte ingen inget nej ja på av för med till från om under över mellan mot genom efter innan \
         utan så mycket mer många alla allt något någon alltid aldrig nu idag imorgon igår här där \
         vad vem hur varför när också bara även väldigt bra ny nya tack hej dag år tid liv folk",
    ),
    (
        "da",
        "og eller men at som det den de en et er var været være har havde bliver blev kan skal \
         skulle må vil jeg du han hun vi mig dig ham hende os jer min din sin mit dit vores ikke \
         ingen intet nej ja på af for med til fra om under over mellem mod gennem efter før uden så \
         meget mere mange alle alt noget nogen altid aldrig nu dag morgen går her der hvad hvem \
         hvordan hvorfor når også kun godt god ny tak hej år tid liv folk lige jo",
    ),
    (
        "no",
        "og eller men at som det den de en et ei er var vært være har hadde blir ble kan skal \
         skulle må vil jeg du han hun vi dere meg deg ham henne oss min din sin mitt ditt vår ikke \
         ingen nei ja på av for med til fra om under over mellom mot gjennom etter før uten så mye \
         mer mange alle alt noe noen alltid aldri nå dag morgen går her der hva hvem hvordan \
         hvorfor når også bare veldig bra god ny takk hei år tid liv folk",
    ),
    (
        "fi",
        "ja tai mutta että jos kun kuin niin on ovat oli olivat olla ollut olen olet olemme ei en \
         et emme eivät minä sinä hän me te he minun sinun hänen meidän tämä tuo se ne nämä joka \
         jotka mikä kuka miten miksi missä milloin nyt tänään huomenna eilen täällä siellä hyvin \
         paljon enemmän kaikki mitään jotain aina koskaan myös vain vielä jo sitten kanssa ilman \
         ennen jälkeen mukaan hyvä uusi kiitos moi hei päivä vuosi vuotta aika elämä ihmiset",
    ),
    (
        "pl",
        "i lub ale że żeby jak jeśli bo w we z ze na do od po pod nad przez dla bez o u przy za ja \
         ty on ona ono my wy oni mnie mi ciebie ci go jej nas was ich mój moja twój jego się nie \
         tak jest są był była było byli być będzie mam ma mają miał mieć może można to ten ta te \
         tego tym ci co kto gdzie kiedy dlaczego jaki który która które bardzo dużo więcej wszystko \
         nic ktoś coś zawsze nigdy też tylko jeszcze już teraz dzisiaj dziś jutro wczoraj tu tam \
         dobrze dobry nowy dzięki dziękuję cześć dzień rok lat czas życie ludzie",
    ),
    (
        "cs",
        "a nebo ale že aby jak když protože v ve z ze na do od po pod nad přes pro bez o u při za já \
         ty on ona my vy oni mě mi tebe ti ho jí nás vás jich můj moje tvůj jeho se si ne ano je \
         jsou byl byla bylo byli být bude mám má mají měl mít může to ten ta tato toto co kdo kde \
         kdy proč jaký který která které velmi moc více vše nic někdo něco vždy nikdy také jen \
         ještě už teď dnes zítra včera tady tam dobře dobrý nový děkuji ahoj den rok let čas život \
         lidé jsem jsi jsme",
    ),
    (
        "sk",
        "a alebo ale že aby ako keď pretože v vo z zo na do od po pod nad cez pre bez o u pri za ja \
         ty on ona my vy oni ma mi teba ti ho jej nás vás ich môj moja tvoj jeho sa si nie áno je sú \
         bol bola bolo boli byť bude mám má majú mal mať môže to ten tá toto čo kto kde kedy prečo \
         aký ktorý ktorá ktoré veľmi veľa viac všetko nič niekto niečo vždy nikdy tiež len ešte už \
         teraz dnes zajtra včera tu tam dobre dobrý nový ďakujem ahoj deň rok rokov čas život ľudia \
         som sme",
    ),
    (
        "hu",
        "a az egy és vagy de hogy ha mert mint nem igen van vannak volt voltak lesz lenni én te ő mi \
         ti ők engem téged őt minket ez az ezek azok ami aki amely mi ki hol mikor miért hogyan \
         nagyon sok több minden semmi valaki valami mindig soha is csak még már most ma holnap \
         tegnap itt ott jó új köszönöm szia nap év idő élet emberek lehet kell meg el ki be fel le \
         után előtt között nélkül szerint",
    ),
    (
        "hr",
        "i ili ali da što kako ako jer u na iz s sa do od po pod nad kroz za bez o kod ja ti on ona \
         mi vi oni mene me tebe te ga ju nas vas ih moj moja tvoj njegov se ne je su bio bila bilo \
         bili biti će bude imam ima imaju može to taj ta ovo ovaj tko gdje kada zašto koji koja koje \
         vrlo puno više sve ništa netko nešto uvijek nikad također samo još već sada danas sutra \
         jučer ovdje tamo dobro dobar novi hvala bok dan godina vrijeme život ljudi sam smo nije",
    ),
    (
        "sl",
        "in ali pa da kot če ker v na iz s z do od po pod nad skozi za brez o pri jaz ti on ona mi vi \
         oni mene me tebe te ga jo nas vas jih moj moja tvoj njegov se ne je so bil bila bilo bili \
         biti bo imam ima imajo lahko to ta tega kaj kdo kje kdaj zakaj kateri ki zelo veliko več \
         vse nič nekdo nekaj vedno nikoli tudi samo še že zdaj danes jutri včeraj tukaj tam dobro \
         dober nov hvala živjo dan leto čas življenje ljudje sem smo ni",
    ),
    (
        "id",
        "dan atau tetapi tapi yang di ke dari untuk dengan tanpa pada dalam oleh saya aku kamu anda \
         dia kita kami mereka ini itu adalah ada tidak bukan ya sudah belum akan bisa harus mau ingin \
         apa siapa mana kapan mengapa kenapa bagaimana sangat banyak lebih semua tidak selalu juga \
         hanya masih lagi sekarang hari besok kemarin sini sana baik baru terima kasih halo tahun \
         waktu hidup orang gak nggak udah aja nya yg dgn utk karena jika kalau seperti",
    ),
    (
        "vi",
        "và hoặc nhưng là của cho với không có được này đó những các một người tôi bạn anh chị em \
         nó chúng ta mình đã đang sẽ rất nhiều hơn cũng chỉ còn khi nào gì ai đâu sao thế nên vì \
         trong ngoài trên dưới từ đến về ở tại ngày năm giờ hôm nay cảm ơn xin chào",
    ),
    (
        "tl",
        "ang ng mga sa na at o pero kung dahil para kay ni si ako ikaw siya tayo kami kayo sila ko \
         mo niya natin namin ninyo nila ito iyan iyon hindi oo wala may mayroon ay lang din rin pa \
         ba po naman talaga ngayon bukas kahapon dito doon ano sino saan kailan bakit paano maganda \
         salamat araw taon buhay tao yung nang",
    ),
    (
        "af",
        "die 'n en of maar want omdat as dat hierdie daardie ek jy hy sy ons julle hulle my jou hom \
         haar is was wees word het kan moet sal sou wil mag gaan doen kom in op aan by met van vir na \
         om uit oor onder tussen teen deur tot sedert nie niks geen ook nog al wel meer baie altyd \
         nooit weer nou vandag môre gister hier daar waar wie wat hoe hoekom watter toe dan so goed \
         nuwe dankie hallo ja nee mense jaar dag tyd lewe",
    ),
    (
        "et",
        "ja või aga et kui sest on oli olid olla olnud ei ma sa ta me te nad mina sina tema minu sinu \
         see need mis kes kus millal miks kuidas väga palju rohkem kõik midagi keegi alati kunagi ka \
         ainult veel juba nüüd täna homme eile siin seal hästi hea uus tänan tere päev aasta aeg elu \
         inimesed pole oma pärast enne ilma kohta",
    ),
    (
        "lv",
        "un vai bet ka ja jo ir bija būt esmu nav es tu viņš viņa mēs jūs viņi man tev mana tavs šis \
         tas kas kur kad kāpēc kā ļoti daudz vairāk viss nekas kāds vienmēr nekad arī tikai vēl jau \
         tagad šodien rīt vakar šeit tur labi labs jauns paldies sveiki diena gads laiks dzīve \
         cilvēki no uz par ar bez pēc līdz",
    ),
    (
        "lt",
        "ir ar bet kad jei nes yra buvo būti esu nėra aš tu jis ji mes jūs jie man tau mano tavo šis \
         tas kas kur kada kodėl kaip labai daug daugiau viskas nieko kažkas visada niekada taip pat \
         tik dar jau dabar šiandien rytoj vakar čia ten gerai geras naujas ačiū labas diena metai \
         laikas gyvenimas žmonės iš į apie su be po iki",
    ),
    (
        "az",
        "və və ya amma çünki ki ilə üçün kimi qədər sonra əvvəl mən sən o biz siz onlar mənə sənə ona \
         bizim sizin onun mənim bu nə kim necə niyə harada var yox deyil bəli xeyr çox daha ən hər \
         heç hamı indi bugün sabah dünən burada orada belə yaxşı pis gözəl böyük yeni təşəkkür salam \
         gün il zaman həyat dünya ev insan olan olaraq oldu olur ise edir etdi",
    ),
    (
        "rm",
        "il la ils las in ina da dal dals da las al als e ed u ma che chi co cura nua perquai per cun \
         senza sin tranter fin dapi cunter jau ti el ella nus vus els ellas ma ta sa mes mia tes ses \
         noss nossa quest questa quel quella è èn era eran esser stà stada sun es essan ha han avair \
         aveva fa far va po pon vul betg na gea pli fitg bler bleras pauc tut tutta tuts tuttas \
         nagut nagin adina mai er anc gia ussa oz damaun ier qua uschia bain bun buna grazia bun \
         di dis onn onns giada vita mund chasa chaussa glieud auter autra mintga mintgin dretg \
         dretgs libertad persuna persunas cuminanza ed l' d'",
    ),
    (
        "wa",
        "li l' lès ås å al dè del dès èt et ou mins qui ki cwand wice come po por avou sins so sor \
         inte d'zos conte dji dj' ti i ele nos vos is mi m' ti si s' noste vosse nosse cist ciste ci \
         cès ces c'èst èst sont esteut èsse sèrè a ont aveut avu fé fwait va pout pôreût vout nin \
         nole nou pus moins tot tote tos totes rin sondje todi måy ossi co dèdja asteûre oûy d'min \
         îr chal insi bin mî bon bone mèrci djou djoûs an ans côp djins vèye monde mohone afêre ôte \
         ôtes tchaeke tchaskeun dreût dreûts lîbe lîbèrté walon tchå",
    ),
    (
        "gl",
        "o a os as un unha uns unhas de do da dos das no na nos nas ao aos á ás polo pola e ou pero \
         mais que quen cal como cando onde porque por para con sen sobre entre ata dende contra eu \
         ti el ela nós vós eles elas me te se lle meu miña teu túa seu súa noso nosa este esta isto \
         ese esa iso aquel é son era eran ser sido foi foron está están estou hai teño ten teñen ter \
         tiña fai facer vou vai van pode podo quero quere non si xa moi máis menos pouco todo toda \
         todos todas nada ninguén sempre nunca tamén agora hoxe mañá onte aquí así ben mal mellor bo \
         boa grazas ola día días ano anos vez xente vida mundo casa cousa cousas",
    ),
    (
        "sq",
        "dhe ose por se që si kur ku pse në me pa për nga te tek deri mbi nën unë ti ai ajo ne ju ata \
         mua ty im yt i e të së është janë ishte ishin jam je jemi kam ka kemi kanë nuk jo po shumë \
         më pak gjithë asgjë askush gjithmonë kurrë edhe vetëm ende tani sot nesër dje këtu atje \
         kështu mirë keq i ri faleminderit përshëndetje ditë vit kohë jetë njerëz",
    ),
];
