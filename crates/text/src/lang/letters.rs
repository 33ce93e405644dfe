//! Letters and endings that tell languages of the Latin alphabet apart, for words that no list
//! has. Written by hand: each is typical of its languages and rare in the others.
//!
//! Patterns are looked for in a line of words between single spaces, so that a space in a pattern
//! is the edge of a word.

/// Languages, patterns, and the weight of one find.
pub(super) const PATTERNS: &[(&[&str], &str, f32)] = &[
    (
        &["fr"],
        "ez |eux |eur |eurs |eaux |eau |aient |ait |ais |oir |oire |ière |ières |aux |ois |ème ",
        0.7,
    ),
    (
        &["fr"],
        "é |ée |és |ées |è|ê|ù|û|ç|œ|â|î|oi|ou|ai|eu|au|qu|tte |lle |nne |que |aire |ment |ble |elle |ette ",
        0.25,
    ),
    (
        &["en"],
        "th|wh|ght|sh|ck |ing |ings |ed |ly |ness |ful |ee|oo|ould |ow|aw |ew |ay |ey |y |ough|ea",
        0.25,
    ),
    (&["en", "fr"], "tion |tions |sion |sions ", 0.35),
    (
        &["br"],
        "c'h|zh|añ |où |oü|iñ |adur |erezh |egezh |ezh |oc'h |omp |ien |elezh |adeg |enn |ioù ",
        0.9,
    ),
    (
        &["br"],
        " gw|gw| c'h|aou|ù|ñ|k |ek |eg |et |ar |vr|zd|lz|oue|our |ien |at |al |ad |iz ",
        0.2,
    ),
    (
        &["es"],
        "ción |ciones |ñ|¿|¡|dad |dades |mente |iendo |ando |illo |illa |ero |eros |ido |idos |ado |ados ",
        0.45,
    ),
    (&["es", "ca"], "ll|ny", 0.1),
    (&["es"], "ó |í|ú|á|ue|ie|os |as |es ", 0.15),
    (
        &["pt"],
        "ção |ções |ão |ões |ã|õ|lh|nh|ç|ê|â|eiro |eira |inho |inha |mente |ndo |ou |ei |am |em ",
        0.4,
    ),
    (
        &["it"],
        "zione |zioni |gli|cch|zz|gn|tto |tta |tti |tte |cc|ggi|chi|che |ità |mente |ndo |are |ere |ire ",
        0.45,
    ),
    (&["it"], "à |ò |ù |ì |o |a |i |e ", 0.12),
    (
        &["de"],
        "sch|ß|ä|ö|ü|ung |ungen |lich |keit |heit |cht|ei|eu|ich|ach|tz|ck|en |er |ge|ver|pf",
        0.35,
    ),
    (
        &["nl"],
        "ij|aa|ee|oo|uu|sch|oe|ui|ou|en |isch |heid |lijk |ing |tje |cht |ge|ver|nd |rd ",
        0.35,
    ),
    (
        &["ca"],
        "ció |cions |l·l|tge |tja |ny|ès |à|ò|è|ix|tx |ig |ment |nt |ts |tat |tats |ès |é |ç|ava |aven ",
        0.35,
    ),
    (
        &["oc"],
        "cion |lh|nh|ò|tz |tge |atge |às |èr|uè|iá |ián |at |ats |ada |adas |ment |avan |ís ",
        0.4,
    ),
    (
        &["co"],
        "ghj|chj|zioni |u |à |ì |ù |anu |inu |iscenu |issi |ì ",
        0.4,
    ),
    (
        &["ro"],
        "ă|ț|ș|ţ|ş|â|î|ul |ului |ilor |lor |rea |esc |ește |ție |ții |uri |eşte ",
        0.6,
    ),
    (
        &["tr", "az"],
        "ı|ğ|ş|lar |ler |lık |lik |yor |dır |dir |miş |mış |ında |inde |nın |nin |ç|ö|ü",
        0.4,
    ),
    (
        &["tr"],
        "yor|ık |ecek |acak |mak |mek |sı |ları |leri |ydi ",
        0.4,
    ),
    (&["az"], "ə|q|x", 0.6),
    (
        &["eu"],
        "tz|tx|ts|ak |ek |en |ko |eko |ren |ra |rik |tik |aren |etan |tako |ean |tzen |tzea |k |z |ari |rr|tasun|ago |dun ",
        0.4,
    ),
    (
        &["ga"],
        "bh|mh|gh|dh|th |ch|fh|aí|ío|éa|eá|ú|ó|á|í|ach |acht |aigh |igh |nn |ill |áil |ann |eann |eo",
        0.35,
    ),
    (
        &["cy"],
        "ŵ|ŷ|dd|ff|ll|wy|yn|rh|ch|oe|aeth|au |iad |wr |iol |io |yr|gw|nt |ddi|edd |dy|wn ",
        0.35,
    ),
    (
        &["eo"],
        "ĉ|ĝ|ĥ|ĵ|ŝ|ŭ|oj |ojn |aj |ajn |on |an |as |is |os |us |ita |ata |anta |inta |ado |ejo |isto |igi |iĝ|ulo |o |a |e |i ",
        0.3,
    ),
    (
        &["la"],
        "que |orum |arum |ibus |ae |tur |ntur |us |um |is |am |em |ium |unt |ant |ent |mus |tis |isse |ii ",
        0.4,
    ),
    (&["sv"], "å|ä|ö|ck|sj|tj|ning |ande |het |else ", 0.35),
    (&["da"], "æ|ø|å|hed |ning |else |hv|gt |ede |eg|aa|øj", 0.35),
    (&["no"], "ø|å|het |ning |else |hv|kj|skj|ene |øy|ei", 0.35),
    (
        &["fi"],
        "ä|ö|yy|ää|aa|ii|uu|kk|ssa |ssä |sta |stä |lla |llä |nen |inen |ksi |vat |tta |tu|uo|yö|ie",
        0.35,
    ),
    (
        &["pl"],
        "ł|ż|ź|ś|ć|ń|ą|ę|cz|sz|rz|dz|ie|ów |ać |ego |emu |owa|ski |wie ",
        0.5,
    ),
    (
        &["cs"],
        "ř|ě|ů|č|š|ž|ý|ou |ého |ní |ost |í |á |ch |ova",
        0.4,
    ),
    (
        &["sk"],
        "ľ|ô|ĺ|ŕ|ä|ť|ď|č|š|ž|ý|ého |osť |nie |ov |ch |ova",
        0.38,
    ),
    (
        &["hu"],
        "ő|ű|gy|sz|zs|cs|ny|ö|ü|á|é|ság |ség |ban |ben |nak |nek |ok |ek |tt |ás |és ",
        0.38,
    ),
    (
        &["hr"],
        "č|ć|š|ž|đ|lj|nj|ije|anje |enje |ost |ski |ima |ova",
        0.35,
    ),
    (
        &["sl"],
        "č|š|ž|lj|nj|anje |enje |ost |ski |ov |ev |ega |emu ",
        0.33,
    ),
    (
        &["id"],
        "ng|kan |nya |ber|men|mem|ter|pen|per|an |ah |ak |at |uk |ai |sy",
        0.2,
    ),
    (
        &["vi"],
        "ơ|ư|đ|ạ|ả|ấ|ầ|ậ|ắ|ằ|ặ|ẹ|ẻ|ế|ề|ệ|ị|ọ|ỏ|ố|ồ|ộ|ớ|ờ|ợ|ụ|ủ|ứ|ừ|ự|ng |nh ",
        0.5,
    ),
    (&["tl"], "ng |mga|nag|mag|pag|an |in |kan|ay ", 0.2),
    (
        &["et"],
        "õ|ä|ö|ü|aa|ee|oo|uu|ii|ud |ks |st |mine |sse |le |ga ",
        0.3,
    ),
    (
        &["lv"],
        "ā|ē|ī|ū|ķ|ļ|ņ|ģ|š|ž|č|šana |iem |ām |as |is |us ",
        0.4,
    ),
    (
        &["lt"],
        "ė|ų|į|ą|ę|š|ž|č|ū|as |is |us |ai |ių |imas |ymas |oje ",
        0.4,
    ),
    (
        &["rm"],
        "tg|sch|ziun |ziuns |tad |dad |als |ils |as |gl|egn|uor|iun",
        0.35,
    ),
    (&["wa"], "å|tch|dj|eû|ût |oû|ê|ôt|cwè|wè|inme |èt |ès ", 0.4),
    (
        &["gl"],
        "ción |cións |x|ñ|nh|lle |eiro |eira |ois |ón |inte ",
        0.25,
    ),
    (&["sq"], "ë|ç|sh|xh|zh|nj|gj|ë |it |ut |ës |ave ", 0.35),
    (&["af"], "ie |oe|aa|ee|oo|uu|heid |lik |ing |sk|y|ê|ë", 0.2),
];
