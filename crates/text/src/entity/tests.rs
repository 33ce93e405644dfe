use super::{Entity, EntityKind, extract};

/// One line an entity: kind, text, and the inner parts.
fn shown(text: &str) -> Vec<String> {
    extract(text).iter().map(|it| show(text, it)).collect()
}

fn show(text: &str, entity: &Entity) -> String {
    let whole = &text[entity.range.clone()];
    match &entity.kind {
        EntityKind::Url { host, path } => {
            format!(
                "url {whole} = {} {}",
                &text[host.clone()],
                &text[path.clone()]
            )
        }
        EntityKind::Hashtag { name } => format!("tag {whole} = {}", &text[name.clone()]),
        EntityKind::Mention { user, host } => {
            let host = host.clone().map_or("-", |it| &text[it]);
            format!("mention {whole} = {} {host}", &text[user.clone()])
        }
        EntityKind::List { user, slug } => {
            format!(
                "list {whole} = {} {}",
                &text[user.clone()],
                &text[slug.clone()]
            )
        }
        EntityKind::Cashtag { name } => format!("cash {whole} = {}", &text[name.clone()]),
    }
}

#[track_caller]
fn check(text: &str, expect: &[&str]) {
    assert_eq!(shown(text), expect, "{text}");
}

#[test]
fn mentions_of_every_network_are_read() {
    check("@lea", &["mention @lea = lea -"]);
    check(
        "merci @Ville_Ys, à demain",
        &["mention @Ville_Ys = Ville_Ys -"],
    );
    check(
        "@lea@mastodon.bzh !",
        &["mention @lea@mastodon.bzh = lea mastodon.bzh"],
    );
    check(
        "(@lea.le-goff@pouet.example)",
        &["mention @lea.le-goff@pouet.example = lea.le-goff pouet.example"],
    );
    check(
        "@lea.bsky.social.",
        &["mention @lea.bsky.social = lea lea.bsky.social"],
    );
    check(
        "@lemonde.fr: oui",
        &["mention @lemonde.fr = lemonde lemonde.fr"],
    );
    check("@alice.test", &["mention @alice.test = alice alice.test"]);
    check("＠lea", &["mention ＠lea = lea -"]);
}

#[test]
fn names_end_where_sentences_go_on() {
    check("bravo @lea.Merci", &["mention @lea = lea -"]);
    check("bravo @lea.De rien", &["mention @lea = lea -"]);
    check(
        "bravo @lemonde.fr.Merci",
        &["mention @lemonde.fr = lemonde lemonde.fr"],
    );
    check(
        "@lea@ville.fr- oui",
        &["mention @lea@ville.fr = lea ville.fr"],
    );
    check("@SNCF-Connect", &["mention @SNCF = SNCF -"]);
    check(
        "@lea/@leo",
        &["mention @lea = lea -", "mention @leo = leo -"],
    );
}

#[test]
fn addresses_are_no_mentions() {
    check(
        "info@ville.fr jean.dupont+rdv@la-ville.fr rené@ville.fr",
        &[],
    );
    check("a@@b f#@kn @_@ @", &[]);
}

#[test]
fn links_give_host_and_path() {
    check(
        "voir https://www.ville.fr/a/b-c?x=1#y.",
        &["url https://www.ville.fr/a/b-c?x=1#y = www.ville.fr /a/b-c"],
    );
    check(
        "(ville.fr/agenda)",
        &["url ville.fr/agenda = ville.fr /agenda"],
    );
    check(
        "http://ville.fr:8080",
        &["url http://ville.fr:8080 = ville.fr "],
    );
    check(
        "https://fr.wikipedia.org/wiki/Brest_(Finistère), oui",
        &[
            "url https://fr.wikipedia.org/wiki/Brest_(Finistère) = fr.wikipedia.org /wiki/Brest_(Finistère)",
        ],
    );
    check(
        "https://mastodon.bzh/@lea#tag",
        &["url https://mastodon.bzh/@lea#tag = mastodon.bzh /@lea"],
    );
}

#[test]
fn a_scheme_makes_any_host_a_link() {
    check(
        "http://localhost:8080/a",
        &["url http://localhost:8080/a = localhost /a"],
    );
    check(
        "http://10.0.0.1/x.",
        &["url http://10.0.0.1/x = 10.0.0.1 /x"],
    );
    check(
        "https://la.presse.paris.example/a",
        &["url https://la.presse.paris.example/a = la.presse.paris.example /a"],
    );
    check(
        "https://ville.fr.Merci",
        &["url https://ville.fr = ville.fr "],
    );
    check("presse.example http://no-tld http://-a.b http://..", &[]);
}

#[test]
fn glued_sentences_are_no_links() {
    check("C'est fini.La suite demain.Merci.", &[]);
    check("trop tard.me voilà, ton ami.frère et le.sc\u{327}ène", &[]);
    check(
        "sur ville.fr et la-ville.bzh",
        &[
            "url ville.fr = ville.fr ",
            "url la-ville.bzh = la-ville.bzh ",
        ],
    );
    check("sur ville.fr.Merci", &[]);
    check("www.fini.la", &["url www.fini.la = www.fini.la "]);
    check("fini.la/suite", &["url fini.la/suite = fini.la /suite"]);
}

#[test]
fn tags_and_cashtags_are_read() {
    check(
        "#Ys, #été2026 (#été_indien) ＃全角 C#4 &#39;",
        &[
            "tag #Ys = Ys",
            "tag #été2026 = été2026",
            "tag #été_indien = été_indien",
            "tag ＃全角 = 全角",
        ],
    );
    check("$LPE et $12", &["cash $LPE = LPE"]);
}

#[test]
fn lists_are_read() {
    check(
        "@ville/presse-locale",
        &["list @ville/presse-locale = ville presse-locale"],
    );
}

/// A square of this would take minutes.
const HOSTILE_BYTES: usize = 300_000;

/// Long runs of what starts, joins or ends an entity: each must be read once, not once a place.
/// The work is bounded by structure (every scan starts where the last one ended); this shows that
/// the sizes where a square would hang do not.
#[test]
fn hostile_runs_are_read() {
    for unit in [
        "#", "@", ".", "a.", "@a.", "(", "http://", "a@b.fr", "-", "$A", "_.", "日.", "/", "?a",
    ] {
        let text = unit.repeat(HOSTILE_BYTES / unit.len());
        let entities = extract(&text);
        assert!(
            entities
                .iter()
                .all(|it| text.get(it.range.clone()).is_some()),
            "{unit}"
        );
    }
    let text = format!("http://ville.fr/{}", "(".repeat(HOSTILE_BYTES));
    assert_eq!(extract(&text).len(), 1);
}
