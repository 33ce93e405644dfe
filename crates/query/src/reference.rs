//! The table of operators: the lexer finds its keywords here, the printer its spellings, and the
//! help pages are made from it. An operator that is not here does not exist.

use crate::Spelling;

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
    Lang,
    Network,
    Url,
    /// A field of a later version.
    LaterField,
    /// A sign of a later version.
    LaterSign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Ready,
    /// Refused by name until it works.
    Later,
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

const fn later(role: Role, name: &'static str, syntax: &'static str, meaning: Both) -> Operator {
    Operator {
        role,
        status: Status::Later,
        name: same(name),
        syntax: same(syntax),
        meaning,
        example: same(syntax),
    }
}

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
        Role::Url,
        same("url"),
        both("url:site ou url:mot", "url:site or url:word"),
        both(
            "un lien vers ce site ou l'un de ses sous-domaines, ou dont l'adresse contient ce mot",
            "a link to this site or one of its subdomains, or whose address contains this word",
        ),
        same("url:example.org"),
    ),
    later(
        Role::LaterField,
        "to",
        "to:mairie",
        both("en réponse à ce compte", "in answer to this account"),
    ),
    later(
        Role::LaterField,
        "mentions",
        "mentions:mairie",
        both("mentionne ce compte", "mentions this account"),
    ),
    later(
        Role::LaterField,
        "source",
        "source:press",
        both("reçu par cette source", "received from this source"),
    ),
    later(
        Role::LaterField,
        "account",
        "account:mairie",
        both(
            "reçu par ce compte à nous",
            "received by this account of ours",
        ),
    ),
    later(
        Role::LaterField,
        "list",
        "list:elus",
        both(
            "publié par un compte de cette liste",
            "published by an account of this list",
        ),
    ),
    later(
        Role::LaterField,
        "site",
        "site:example.org",
        both("publié sur ce site", "published on this site"),
    ),
    later(
        Role::LaterField,
        "has",
        "has:image",
        both(
            "contient une image, une vidéo, un lien…",
            "holds an image, a video, a link…",
        ),
    ),
    later(
        Role::LaterField,
        "is",
        "is:reply",
        both(
            "est une réponse, une citation, une question…",
            "is a reply, a quote, a question…",
        ),
    ),
    later(
        Role::LaterField,
        "followers",
        "followers:>1000",
        both(
            "l'auteur a tant d'abonnés",
            "the author has so many followers",
        ),
    ),
    later(
        Role::LaterField,
        "engagement",
        "engagement:>50",
        both("a reçu tant de réactions", "received so many reactions"),
    ),
    later(
        Role::LaterField,
        "tone",
        "tone:negative",
        both("de cette tonalité", "of this tone"),
    ),
    later(
        Role::LaterField,
        "place",
        "place:brest",
        both("parle de ce lieu", "speaks of this place"),
    ),
    later(
        Role::LaterField,
        "query",
        "query:\"colis\"",
        both("une autre requête enregistrée", "another saved query"),
    ),
    later(
        Role::LaterField,
        "since",
        "since:2026-01-01",
        both("à partir de cette date", "from this date on"),
    ),
    later(
        Role::LaterField,
        "until",
        "until:2026-12-31",
        both("jusqu'à cette date", "up to this date"),
    ),
    later(
        Role::LaterField,
        "within",
        "within:7d",
        both("pendant cette durée", "within this duration"),
    ),
    later(
        Role::LaterField,
        "raw",
        "raw:\"La Poste\"",
        both(
            "exact, casse et accents compris",
            "exact, case and accents included",
        ),
    ),
    later(
        Role::LaterSign,
        "~",
        "patinoire~",
        both("toutes les formes de ce mot", "all forms of this word"),
    ),
    later(
        Role::LaterSign,
        "?",
        "genera?l",
        both("une lettre quelconque", "any one letter"),
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

/// The field of that name, in either language, whatever its case and accents.
pub(crate) fn field(name: &str) -> Option<&'static Operator> {
    let name = text::fold(name);
    fields().find(|it| text::fold(it.name.french) == name || text::fold(it.name.english) == name)
}

/// The field name nearest to what was typed, if it is near enough to be a slip.
pub(crate) fn closest_field(name: &str) -> Option<&'static str> {
    /// No field's name is so long; a longer word is no slip, and distances cost its square.
    const NAME_MAX_CHARS: usize = 16;
    let name: Vec<char> = text::fold(name).chars().take(NAME_MAX_CHARS + 1).collect();
    if name.len() > NAME_MAX_CHARS {
        return None;
    }
    let ready = fields().filter(|it| it.status == Status::Ready);
    let names = ready.flat_map(|it| [it.name.english, it.name.french]);
    let near = names.map(|it| {
        (
            distance(&name, &text::fold(it).chars().collect::<Vec<_>>()),
            it,
        )
    });
    // A slip is one letter in three, two at most: `form` is `from`, `lien` is not `url`.
    let (slips, closest) = near.min_by_key(|(slips, _)| *slips)?;
    (slips <= 2 && slips * 3 <= name.len().max(3) + 2).then_some(closest)
}

fn fields() -> impl Iterator<Item = &'static Operator> {
    OPERATORS.iter().filter(|it| {
        matches!(
            it.role,
            Role::From | Role::Lang | Role::Network | Role::Url | Role::LaterField
        )
    })
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
