//! The table of operators: the lexer finds its keywords here, the printer its spellings, and the
//! help pages are made from it. An operator that is not here does not exist.

use crate::{Has, Is, Spelling};

/// A text in both languages of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both {
    pub french: &'static str,
    pub english: &'static str,
}

impl Both {
    #[must_use]
    pub const fn get(&self, spelling: Spelling) -> &'static str {
        match spelling {
            Spelling::French => self.french,
            Spelling::English => self.english,
        }
    }
}

/// What an operator does in the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Word,
    Phrase,
    Wildcard,
    Prefix,
    OneLetter,
    Stem,
    Raw,
    And,
    Or,
    Not,
    Minus,
    Group,
    Near,
    Onear,
    Tag,
    Mention,
    From,
    To,
    Mentions,
    Lang,
    Network,
    Source,
    Account,
    List,
    Url,
    Site,
    Has,
    Is,
    Followers,
    Engagement,
    Query,
    Since,
    Until,
    Within,
    Tone,
    Place,
}

impl Role {
    /// Whether it is written `name:value`.
    #[must_use]
    pub const fn is_field(self) -> bool {
        !matches!(
            self,
            Self::Word
                | Self::Phrase
                | Self::Wildcard
                | Self::Prefix
                | Self::OneLetter
                | Self::Stem
                | Self::And
                | Self::Or
                | Self::Not
                | Self::Minus
                | Self::Group
                | Self::Near
                | Self::Onear
                | Self::Tag
                | Self::Mention
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Ready,
    /// Refused by name until it is known how often it is right.
    Unmeasured,
}

/// One row of the reference page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    pub role: Role,
    pub status: Status,
    /// The keyword, the field's name without its colon, or the sign. Both are accepted whatever the
    /// language of the interface.
    pub name: Both,
    /// How it is written, with places to fill.
    pub syntax: Both,
    pub meaning: Both,
    /// A whole query that uses it.
    pub example: Both,
}

const fn both(french: &'static str, english: &'static str) -> Both {
    Both { french, english }
}

const fn same(text: &'static str) -> Both {
    both(text, text)
}

const fn ready(role: Role, name: Both, syntax: Both, meaning: Both, example: Both) -> Operator {
    Operator {
        role,
        status: Status::Ready,
        name,
        syntax,
        meaning,
        example,
    }
}

const fn unmeasured(role: Role, name: Both, syntax: Both, meaning: Both) -> Operator {
    Operator {
        role,
        status: Status::Unmeasured,
        name,
        syntax,
        meaning,
        example: syntax,
    }
}

/// What `has:` and `is:` accept, in both languages.
pub const HAS: [(Has, Both); Has::ALL.len()] = [
    (Has::Image, same("image")),
    (Has::Video, both("vidéo", "video")),
    (Has::Audio, both("son", "audio")),
    (Has::Link, both("lien", "link")),
    (Has::Media, both("média", "media")),
    (Has::OtherMedia, both("fichier", "file")),
    (Has::Poll, both("sondage", "poll")),
    (Has::Alt, same("alt")),
];

/// What a figure may end with, in growing order.
pub(crate) const MULTIPLES: [(char, u64); 2] = [('k', 1_000), ('m', 1_000_000)];

pub const IS: [(Is, Both); Is::ALL.len()] = [
    (Is::Reply, both("réponse", "reply")),
    (Is::Repost, both("partage", "repost")),
    (Is::Quote, both("citation", "quote")),
    (Is::Ours, both("nous", "ours")),
    (Is::Question, same("question")),
    (Is::Press, both("presse", "press")),
];

/// How operators bind, from the tightest, as the help page shows it.
pub const PRECEDENCE: [Role; 4] = [Role::Not, Role::Near, Role::And, Role::Or];

/// Every operator, in the order of the reference page.
pub const OPERATORS: &[Operator] = &[
    ready(
        Role::Word,
        both("mot", "word"),
        both("mot", "word"),
        both(
            "le mot entier, avec ou sans dièse, sans tenir compte de la casse ni des accents",
            "the whole word, with or without a hash sign, whatever its case and accents",
        ),
        both("médiathèque", "library"),
    ),
    ready(
        Role::Phrase,
        same("\"…\""),
        both("\"plusieurs mots\"", "\"several words\""),
        both(
            "ces mots, à la suite et dans cet ordre",
            "these words, adjacent and in this order",
        ),
        both("\"bureau de poste\"", "\"post office\""),
    ),
    ready(
        Role::Wildcard,
        same("*"),
        both("\"un * mot\"", "\"one * word\""),
        both(
            "entre guillemets, une étoile seule : un mot quelconque",
            "within quotation marks, a lone star: any one word",
        ),
        both("\"bureau * poste\"", "\"post * closed\""),
    ),
    ready(
        Role::Prefix,
        same("…*"),
        both("début*", "begin*"),
        both(
            "tous les mots qui commencent ainsi (au moins trois lettres)",
            "all words that begin so (at least three letters)",
        ),
        both("patinoir*", "skat*"),
    ),
    ready(
        Role::OneLetter,
        same("?"),
        both("l?ttre", "l?tter"),
        both(
            "dans un mot, une lettre quelconque (au moins trois lettres connues, dont la première)",
            "in a word, any one letter (at least three known letters, the first among them)",
        ),
        both("organi?ation", "organi?ation"),
    ),
    ready(
        Role::Stem,
        same("~"),
        both("mot~", "word~"),
        both(
            "ce mot et ses autres formes : pluriel, féminin, conjugaison, en français et en anglais",
            "this word and its other forms: plural, tense, in French and in English",
        ),
        both("patinoire~", "library~"),
    ),
    ready(
        Role::Raw,
        both("exact", "raw"),
        both("exact:\"Texte\"", "raw:\"Text\""),
        both(
            "écrit ainsi, majuscules, accents et ponctuation compris",
            "written so, capitals, accents and punctuation included",
        ),
        both("exact:\"La Poste\"", "raw:\"The Post\""),
    ),
    ready(
        Role::And,
        both("ET", "AND"),
        both("a ET b", "a AND b"),
        both(
            "l'un et l'autre ; deux termes côte à côte veulent dire la même chose",
            "both; two terms side by side mean the same",
        ),
        both("patinoire ET horaires", "rink AND opening"),
    ),
    ready(
        Role::Or,
        both("OU", "OR"),
        both("a OU b", "a OR b"),
        both("l'un ou l'autre, ou les deux", "one or the other, or both"),
        both("bus OU tramway", "bus OR tram"),
    ),
    ready(
        Role::Not,
        both("SAUF", "NOT"),
        both("a SAUF b", "a NOT b"),
        both("le premier sans le second", "the first without the second"),
        both("musée SAUF concours", "museum NOT quiz"),
    ),
    ready(
        Role::Minus,
        same("-"),
        same("a -b"),
        both(
            "comme SAUF, collé au terme à exclure",
            "like NOT, stuck to the term to exclude",
        ),
        both("musée -concours", "museum -quiz"),
    ),
    ready(
        Role::Group,
        same("( )"),
        both("(a OU b) c", "(a OR b) c"),
        both("ce qui va ensemble", "what goes together"),
        both("(bus OU tramway) retard", "(bus OR tram) late"),
    ),
    ready(
        Role::Near,
        same("NEAR"),
        same("a NEAR/n b"),
        both(
            "au plus n mots entre les deux, dans n'importe quel ordre",
            "at most n words between the two, in any order",
        ),
        both(
            "(colis OU paquet) NEAR/4 perdu*",
            "(parcel OR package) NEAR/4 lost",
        ),
    ),
    ready(
        Role::Onear,
        same("ONEAR"),
        same("a ONEAR/n b"),
        both(
            "au plus n mots entre les deux, dans cet ordre",
            "at most n words between the two, in this order",
        ),
        both("hausse ONEAR/2 prix", "price ONEAR/2 rise"),
    ),
    ready(
        Role::Tag,
        same("#"),
        both("#mot", "#tag"),
        both(
            "ce mot-dièse, et non le mot sans dièse",
            "this hashtag, not the word without its sign",
        ),
        both("#fêtedelamusique", "#musicday"),
    ),
    ready(
        Role::Mention,
        same("@"),
        both("@compte", "@handle"),
        both(
            "un texte qui mentionne ce compte, sur n'importe quel réseau",
            "a text that mentions this account, on any network",
        ),
        both("@mairie", "@townhall"),
    ),
    ready(
        Role::From,
        both("de", "from"),
        both("de:compte", "from:handle"),
        both("publié par ce compte", "published by this account"),
        both("de:mairie.example.org", "from:townhall.example.org"),
    ),
    ready(
        Role::To,
        both("à", "to"),
        both("à:compte", "to:handle"),
        both(
            "répond à ce compte ou s'adresse à lui par ses premiers mots",
            "answers this account or addresses it with its first words",
        ),
        both("à:mairie ouvert", "to:townhall open"),
    ),
    ready(
        Role::Mentions,
        both("mentionne", "mentions"),
        both("mentionne:compte", "mentions:handle"),
        both(
            "mentionne ce compte, nommé comme dans de:",
            "mentions this account, named as in from:",
        ),
        both(
            "mentionne:mairie.example.org",
            "mentions:townhall.example.org",
        ),
    ),
    ready(
        Role::Lang,
        both("langue", "lang"),
        both("langue:code", "lang:code"),
        both(
            "dans cette langue : fr, en, br…",
            "in this language: fr, en, br…",
        ),
        both("concert langue:br", "concert lang:br"),
    ),
    ready(
        Role::Network,
        both("réseau", "network"),
        both("réseau:nom", "network:name"),
        both(
            "sur ce réseau : bluesky, mastodon, press…",
            "on this network: bluesky, mastodon, press…",
        ),
        both("inondation réseau:bluesky", "flood network:bluesky"),
    ),
    ready(
        Role::Source,
        same("source"),
        both("source:\"nom\"", "source:\"name\""),
        both(
            "reçu par cette source, nommée comme sur la page Sources",
            "received by this source, named as on the Sources page",
        ),
        both(
            "grève source:\"Ouest-France\"",
            "strike source:\"Ouest-France\"",
        ),
    ),
    ready(
        Role::Account,
        both("compte", "account"),
        both("compte:nom", "account:name"),
        both(
            "reçu par ce compte à nous",
            "received by this account of ours",
        ),
        both("merci compte:mairie", "thanks account:townhall"),
    ),
    ready(
        Role::List,
        both("liste", "list"),
        both("liste:nom", "list:name"),
        both(
            "publié par un compte de cette liste",
            "published by an account of this list",
        ),
        both("budget liste:élus", "budget list:councillors"),
    ),
    ready(
        Role::Url,
        same("url"),
        both("url:site ou url:mot", "url:site or url:word"),
        both(
            "un lien vers ce site ou l'un de ses sous-domaines, ou dont l'adresse contient ce mot",
            "a link to this site or one of its subdomains, or whose address contains this word",
        ),
        same("url:example.org"),
    ),
    ready(
        Role::Site,
        same("site"),
        both("site:adresse", "site:address"),
        both(
            "publié sur ce site ou l'un de ses sous-domaines",
            "published on this site or one of its subdomains",
        ),
        same("site:example.org"),
    ),
    ready(
        Role::Has,
        both("a", "has"),
        both(
            "a:image, a:vidéo, a:son, a:lien, a:média, a:fichier, a:sondage, a:alt",
            "has:image, has:video, has:audio, has:link, has:media, has:file, has:poll, has:alt",
        ),
        both(
            "porte une image, une vidéo, un son, un lien, un média quel qu'il soit, un fichier d'une autre sorte, un sondage, une description d'image",
            "carries an image, a video, a sound, a link, media of any kind, a file of another kind, a poll, a description of an image",
        ),
        both("patinoire a:image", "rink has:image"),
    ),
    ready(
        Role::Is,
        both("est", "is"),
        both(
            "est:réponse, est:partage, est:citation, est:nous, est:question, est:presse",
            "is:reply, is:repost, is:quote, is:ours, is:question, is:press",
        ),
        both(
            "est une réponse, un partage, une citation, publié par l'un de nos comptes, une question, un article de presse",
            "is a reply, a repost, a quote, published by one of our accounts, a question, a press item",
        ),
        both(
            "patinoire est:question SAUF est:nous",
            "rink is:question NOT is:ours",
        ),
    ),
    ready(
        Role::Followers,
        both("abonnés", "followers"),
        both("abonnés:>n", "followers:>n"),
        both(
            "l'auteur a plus de n abonnés ; aussi >=, <, <= et =",
            "the author has more than n followers; also >=, <, <= and =",
        ),
        both("patinoire abonnés:>1000", "rink followers:>1000"),
    ),
    ready(
        Role::Engagement,
        same("engagement"),
        same("engagement:>n"),
        both(
            "plus de n réponses, partages et mentions « j'aime » en tout ; vérifié à nouveau quand ces nombres changent",
            "more than n replies, reposts and likes in all; checked again when these figures change",
        ),
        both("patinoire engagement:>50", "rink engagement:>50"),
    ),
    ready(
        Role::Query,
        both("requête", "query"),
        both("requête:\"nom\"", "query:\"name\""),
        both(
            "ce que trouve une autre requête enregistrée",
            "what another saved query finds",
        ),
        both(
            "requête:\"Colis perdus\" SAUF concours",
            "query:\"Lost parcels\" NOT quiz",
        ),
    ),
    ready(
        Role::Since,
        both("depuis", "since"),
        both("depuis:AAAA-MM-JJ", "since:YYYY-MM-DD"),
        both(
            "publié ce jour-là ou après ; pour la recherche",
            "published on that day or later; for searches",
        ),
        both("patinoire depuis:2026-01-01", "rink since:2026-01-01"),
    ),
    ready(
        Role::Until,
        both("jusque", "until"),
        both("jusque:AAAA-MM-JJ", "until:YYYY-MM-DD"),
        both(
            "publié ce jour-là ou avant ; pour la recherche",
            "published on that day or before; for searches",
        ),
        both("patinoire jusque:2026-12-31", "rink until:2026-12-31"),
    ),
    ready(
        Role::Within,
        both("durant", "within"),
        both("durant:7j", "within:7d"),
        both(
            "publié depuis moins de tant d'heures (h), de jours (j) ou de semaines (s) ; pour la recherche",
            "published less than so many hours (h), days (d) or weeks (w) ago; for searches",
        ),
        both("patinoire durant:7j", "rink within:7d"),
    ),
    unmeasured(
        Role::Tone,
        both("ton", "tone"),
        both("ton:négatif", "tone:negative"),
        both("de cette tonalité", "of this tone"),
    ),
    unmeasured(
        Role::Place,
        both("lieu", "place"),
        both("lieu:brest", "place:brest"),
        both("parle de ce lieu", "speaks of this place"),
    ),
];

/// The row of an operator there is exactly one of.
///
/// # Panics
///
/// Never for a role of the table, which the tests go through.
#[must_use]
pub fn operator(role: Role) -> &'static Operator {
    OPERATORS
        .iter()
        .find(|it| it.role == role)
        .expect("every role has its row in the table")
}

/// The connective a word in capitals stands for (`AND`, `OU`…); `NEAR` is read apart, for its number.
pub(crate) fn connective(word: &str) -> Option<&'static Operator> {
    let mut connectives = OPERATORS
        .iter()
        .filter(|it| matches!(it.role, Role::And | Role::Or | Role::Not));
    connectives.find(|it| it.name.french == word || it.name.english == word)
}

/// The field of that name, in either language, whatever its case and accents. Accents decide between
/// the French `à:` and `a:`.
pub(crate) fn field(name: &str) -> Option<&'static Operator> {
    let lower = text::compose(&name.to_lowercase());
    let named =
        |it: &&Operator, wanted: &str| it.name.french == wanted || it.name.english == wanted;
    fields().find(|it| named(it, &lower)).or_else(|| {
        let name = text::fold(name);
        fields()
            .find(|it| text::fold(it.name.french) == name || text::fold(it.name.english) == name)
    })
}

/// What `has:` or `is:` is asked for, in either language.
pub(crate) fn value<T: Copy>(table: &[(T, Both)], written: &str) -> Option<T> {
    let written = text::fold(written);
    let named = |it: &Both| text::fold(it.french) == written || text::fold(it.english) == written;
    let (value, _) = table.iter().find(|(_, it)| named(it))?;
    Some(*value)
}

/// The field name nearest to what was typed, if it is near enough to be a slip.
pub(crate) fn closest_field(name: &str) -> Option<&'static str> {
    /// No field's name is so long; a longer word is no slip.
    const NAME_MAX_CHARS: usize = 16;
    if name.chars().count() > NAME_MAX_CHARS {
        return None;
    }
    let ready = fields().filter(|it| it.status == Status::Ready);
    closest(name, ready.flat_map(|it| [it.name.english, it.name.french]))
}

fn fields() -> impl Iterator<Item = &'static Operator> {
    OPERATORS.iter().filter(|it| it.role.is_field())
}

/// The candidate nearest to what was typed, if it is near enough to be a slip of two letters at most.
pub(crate) fn closest<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    /// Longer names are told apart by their first letters; distances cost the square of this.
    const CHARS_MAX: usize = 32;
    let chars = |it: &str| text::fold(it).chars().take(CHARS_MAX).collect::<Vec<_>>();
    let typed = chars(typed);
    let near = candidates.into_iter().filter_map(|it| {
        let chars = chars(it);
        let slips = distance(&typed, &chars);
        // A slip is one letter in three, two at most: `form` is `from`, `lien` is not `url`. Something
        // of the name has to be left.
        let is_slip = slips <= 2 && slips * 3 <= typed.len().max(3) + 2 && slips < chars.len();
        is_slip.then_some((slips, it))
    });
    near.min_by_key(|(slips, _)| *slips).map(|(_, it)| it)
}

/// Insertions, deletions and replacements between two short words.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests;
