//! Words of nine languages as frequent as words are: the common ones real, the rest made up of
//! syllables, by rank after the law of Zipf and Mandelbrot.

use std::collections::HashSet;

use crate::chance::Chance;

/// Mandelbrot's shift and the exponent: fitted to subtitles and posts, where `the` is one word in
/// twenty.
const SHIFT: f64 = 2.7;
const EXPONENT: f64 = 1.07;

/// A language, its share of posts, how many words it has here, and what they are made of.
pub(super) struct Tongue {
    pub(super) code: &'static str,
    share: f64,
    n_words: usize,
    common: &'static str,
    onsets: &'static str,
    rhymes: &'static str,
}

pub(super) const TONGUES: [Tongue; 9] = [
    Tongue {
        code: "fr",
        share: 0.45,
        n_words: 60_000,
        common: "de la le et les des en un une est que pour qui dans a par plus pas au sur ne se ce il \
            sont avec son aux ou mais comme on tout nous sa fait été aussi leur bien peut ces deux même \
            cette y elle entre encore dont après sans autre vous très où avant non si je tu moi toi lui \
            mon ton mes tes ma ta ça va faire dit quand rien trop bon jour temps année vie homme monde \
            ville rue pays gens merci oui alors donc car chez vers sous contre depuis pendant toujours \
            jamais déjà peu beaucoup grand petit nouveau premier dernier France Paris maire école hôpital \
            eau train match film musique livre photo vidéo article semaine soir matin demain hier",
        onsets: "b c ch d f g gl gr j l m n p pl pr qu r s t tr v bl br cr dr fl fr",
        rhymes: "a é è e i o u ai au eau eu ou oi an en in on un at et it ot eur eux age ment tion ique elle ette ier oir ure",
    },
    Tongue {
        code: "en",
        share: 0.40,
        n_words: 60_000,
        common: "the of and to in a is that for it was on with as be by at from this have or an not are but \
            had they his you we which their were all she been has one there will would what so if can when \
            who no more out up my about into them then some time could only do my your its over now other \
            new people just like get make go know good day year way right think want see love great work \
            really today back need much still even first last best life world city street school hospital \
            water train game film music book photo video news week night morning tomorrow never always \
            because after before where how why here very too also any many most off down again well",
        onsets: "b br c ch cl cr d dr f fl fr g gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w wh",
        rhymes: "a e i o u ay ee oo ow an en in on un and end ing ong ack eck ick ock uck ate ight ound er or ly ness tion able ment",
    },
    tongue(
        "es",
        0.045,
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me",
        "b c ch d f g j l ll m n ñ p r s t v",
        "a e i o u ía ión ado ido ar er os as ente",
    ),
    tongue(
        "de",
        0.03,
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat",
        "b d f g h k l m n p r s sch st t w z",
        "a e i o u ä ö ü ei au eu en er ung lich keit isch",
    ),
    tongue(
        "pt",
        0.02,
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das",
        "b c d f g l m n p r s t v",
        "a e i o u ão ões ado ar er inho ente ção",
    ),
    tongue(
        "it",
        0.02,
        "di e il la che in a per un è del non sono da una con si le dei come alla più o anche ma nel i gli",
        "b c ch d f g gl l m n p r s t v z",
        "a e i o u are ere ire zione ino ella",
    ),
    tongue(
        "nl",
        0.01,
        "de en van het een in is dat op te voor met zijn niet aan er om ook als maar dan bij uit nog naar",
        "b d f g h k l m n p r s sch t v w z",
        "a e i o u aa ee oo ij oe ui en er heid lijk",
    ),
    tongue(
        "ru",
        0.015,
        "и в не на я быть он с что а по это она этот к но они мы весь который из у то за свой ты",
        "б в г д ж з к л м н п р с т х ч ш",
        "а о у е и ы ать ить ость ный ение ка ов",
    ),
    tongue(
        "ar",
        0.01,
        "في من على أن إلى التي عن مع هذا ما لا كان هذه ذلك بين بعد كل قد قال غير",
        "ب ت ج ح د ر س ش ص ط ع ف ق ك ل م ن ه",
        "ا و ي ة ان ين ات",
    ),
];

const fn tongue(
    code: &'static str,
    share: f64,
    common: &'static str,
    onsets: &'static str,
    rhymes: &'static str,
) -> Tongue {
    Tongue {
        code,
        share,
        n_words: 15_000,
        common,
        onsets,
        rhymes,
    }
}

/// The words of a language by rank.
pub(super) struct Vocabulary {
    pub(super) words: Vec<String>,
    /// The share of all words before each rank, and it.
    until: Vec<f64>,
}

impl Vocabulary {
    pub(super) fn of(tongue: &Tongue, chance: &mut Chance) -> Self {
        let mut words: Vec<String> = Vec::with_capacity(tongue.n_words);
        let mut seen: HashSet<String> = HashSet::new();
        for word in tongue.common.split_whitespace() {
            if seen.insert(word.to_owned()) {
                words.push(word.to_owned());
            }
        }
        let syllables = tongue.syllables();
        while words.len() < tongue.n_words {
            let word = syllables.invent(chance, words.len());
            if seen.insert(word.clone()) {
                words.push(word);
            }
        }
        let until = zipf(words.len());
        Self { words, until }
    }

    pub(super) fn pick(&self, chance: &mut Chance) -> &str {
        let at = chance.share();
        let rank = self.until.partition_point(|it| *it < at);
        &self.words[rank.min(self.words.len() - 1)]
    }
}

/// What the words of a language are made of.
pub(super) struct Syllables {
    onsets: Vec<&'static str>,
    rhymes: Vec<&'static str>,
}

impl Syllables {
    /// A new word of one to four syllables, the rarer the longer.
    pub(super) fn invent(&self, chance: &mut Chance, rank: usize) -> String {
        let long = usize::from(rank > 800) + usize::from(rank > 9_000 && chance.of(0.2));
        let mut word = String::new();
        for _ in 0..1 + long + usize::from(chance.of(0.1)) {
            word += chance.one(&self.onsets);
            word += chance.one(&self.rhymes);
        }
        word
    }
}

impl Tongue {
    pub(super) fn syllables(&self) -> Syllables {
        Syllables {
            onsets: self.onsets.split(' ').collect(),
            rhymes: self.rhymes.split(' ').collect(),
        }
    }

    /// One of all, by its share.
    pub(super) fn pick(chance: &mut Chance) -> usize {
        let mut left = chance.share();
        let at = TONGUES.iter().position(|it| {
            left -= it.share;
            left < 0.0
        });
        at.unwrap_or(0)
    }
}

/// The share of all that the ranks up to each have.
pub(super) fn zipf(n: usize) -> Vec<f64> {
    let weights: Vec<f64> = (1..=n)
        .map(|rank| (rank as f64 + SHIFT).powf(-EXPONENT))
        .collect();
    let total: f64 = weights.iter().sum();
    let mut sum = 0.0;
    weights
        .into_iter()
        .map(|it| {
            sum += it / total;
            sum
        })
        .collect()
}
