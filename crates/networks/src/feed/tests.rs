use jiff::Timestamp;
use model::{DropReason, MediaKind, Network, SpanKind};
use proptest::prelude::*;
use url::Url;

use super::{Decoded, Format, Item, NotAFeed, date, decode, inspect_json};

mod shared_data;

/// When the feeds of these tests are received.
fn received() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn base() -> Url {
    Url::parse("https://www.journal.example/flux/une.xml").unwrap()
}

#[track_caller]
fn read(document: &str) -> Decoded {
    decode(document.as_bytes(), None, &base(), received()).expect("it is a feed")
}

/// The one item of a feed.
#[track_caller]
fn one(document: &str) -> Item {
    let mut feed = read(document);
    assert_eq!(feed.dropped, [], "nothing is dropped");
    assert_eq!(feed.items.len(), 1, "one item");
    feed.items.remove(0)
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Le Journal</title>\
         <link>https://www.journal.example/</link><language>fr-FR</language>{items}</channel></rss>"
    )
}

fn titles(feed: &Decoded) -> Vec<&str> {
    feed.items
        .iter()
        .map(|it| it.post.title.as_ref().map_or("", |it| it.as_raw()))
        .collect()
}

#[test]
fn rss_item_becomes_a_post_of_the_press() {
    let item = one(&rss(
        "<item><title>La patinoire rouvre</title><link>/sport/patinoire?a=1&amp;b=2</link>
         <guid isPermaLink='false'>urn:article:1234567</guid><author>redaction@journal.example (Ana Le Goff)</author>
         <description>&lt;p>Après &lt;a href='/travaux'>trois mois&lt;/a> de travaux.&lt;/p></description>
         <pubDate>Fri, 20 Nov 2026 18:30:00 +0100</pubDate>
         <enclosure url='https://journal.example/p.jpg' type='image/jpeg' length='1'/></item>",
    ));
    let post = &item.post;
    assert_eq!(post.at.network, Network::Press);
    assert_eq!(
        (&*post.at.host, &*post.at.id),
        ("journal.example", "urn:article:1234567")
    );
    assert_eq!(post.author.name.as_raw(), "Le Journal");
    assert_eq!(post.author.handle.as_raw(), "journal.example");
    assert_eq!(post.title.as_ref().unwrap().as_raw(), "La patinoire rouvre");
    assert_eq!(post.text.as_raw(), "Après trois mois de travaux.");
    assert_eq!(
        post.url.as_deref(),
        Some("https://www.journal.example/sport/patinoire?a=1&b=2")
    );
    assert_eq!(post.created_at, "2026-11-20T17:30:00Z".parse().unwrap());
    assert_eq!(post.edited_at, None);
    assert_eq!(post.langs, [model::Lang::FRENCH]);
    assert_eq!(item.byline.as_deref(), Some("Ana Le Goff"));
    let [span] = post.spans.as_slice() else {
        panic!("one link")
    };
    assert_eq!(&post.text.as_raw()[span.range.clone()], "trois mois");
    assert_eq!(
        span.kind,
        SpanKind::Link("https://www.journal.example/travaux".into())
    );
    let [media] = post.media.as_slice() else {
        panic!("one picture")
    };
    assert_eq!(
        (media.kind, media.url.as_deref()),
        (MediaKind::Image, Some("https://journal.example/p.jpg"))
    );
    let raw: serde_json::Value = serde_json::from_str(&post.raw).unwrap();
    assert!(
        raw["item"]
            .as_str()
            .unwrap()
            .starts_with("<item><title>La patinoire rouvre</title>")
    );
}

#[test]
fn every_family_is_read() {
    let entry = "<title>T</title><link>https://a.example/1</link><description>D</description>";
    for (document, format) in [
        (rss(&format!("<item>{entry}</item>")), Format::Rss2),
        (rss(&format!("<item>{entry}</item>")).replace("version='2.0'><", "version='0.91'><"), Format::Rss0),
        (rss(&format!("<item>{entry}</item>")).replace(" version='2.0'><ch", "><ch"), Format::Rss2),
        (rss(&format!("<item>{entry}</item>")).replace("'2.0'><ch", "'2.0' xmlns='http://backend.userland.com/rss2'><ch"), Format::Rss2),
        (
            format!(
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>
                 <channel><title>C</title></channel><item>{entry}</item></rdf:RDF>"
            ),
            Format::Rss1,
        ),
        (
            format!(
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
                 xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>C</title></channel><item>{entry}</item></rdf:RDF>"
            ),
            Format::Rss1,
        ),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>C</title><entry><title>T</title>\
             <link href='https://a.example/1'/><summary>D</summary></entry></feed>".to_owned(),
            Format::Atom,
        ),
        (
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>C</title><entry><title>T</title>\
             <link rel='alternate' type='text/html' href='https://a.example/1'/><issued>2026-11-20T10:00:00Z</issued>\
             <content type='text/html' mode='escaped'>&lt;b>D&lt;/b></content></entry></feed>".to_owned(),
            Format::Atom,
        ),
        (
            "<a:feed xmlns:a='https://www.w3.org/2005/Atom/'><a:title>C</a:title><a:entry><a:title>T</a:title>\
             <a:link href='https://a.example/1'/><a:summary>D</a:summary></a:entry></a:feed>".to_owned(),
            Format::Atom,
        ),
        (
            "<entry xmlns='http://www.w3.org/2005/Atom'><title>T</title><link href='https://a.example/1'/>\
             <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>D</p></div></content></entry>".to_owned(),
            Format::Atom,
        ),
        (
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"C","items":[
                {"id":7,"url":"https://a.example/1","title":"T","content_html":"<p>D</p>","tags":"x"}]}"#.to_owned(),
            Format::Json,
        ),
    ] {
        let mut feed = read(&document);
        assert_eq!((feed.format, feed.items.len()), (format, 1), "{document}");
        let post = feed.items.remove(0).post;
        assert_eq!(post.title.unwrap().as_raw(), "T", "{document}");
        assert_eq!(post.text.as_raw(), "D", "{document}");
        assert_eq!(post.url.as_deref(), Some("https://a.example/1"), "{document}");
    }
}

#[test]
fn item_broken_costs_itself_only() {
    let feed = read(&rss(
        "<item><title>un</title></item><item></item><item><title>deux<b>gras</item>
         <item><media:title xmlns:media='http://search.yahoo.com/mrss/' type='odd'/><title>trois</title></item>
         <item><title>quatre</title><guid>4</guid></item>",
    ));
    assert_eq!(titles(&feed), ["un", "deuxgras", "trois", "quatre"]);
    let reasons: Vec<DropReason> = feed.dropped.iter().map(|(reason, _)| *reason).collect();
    assert_eq!(reasons, [DropReason::Incomplete]);
}

#[test]
fn document_cut_short_gives_what_is_whole() {
    let whole = rss(
        "<item><title>un</title></item><item><title>deux</title><description>x</description></item>",
    );
    for cut in whole.find("<item>").unwrap()..whole.len() {
        let feed = decode(&whole.as_bytes()[..cut], None, &base(), received()).expect("a feed");
        let whole_items = whole[..cut].matches("</item>").count();
        assert_eq!(feed.items.len(), whole_items, "cut at {cut}");
        assert_eq!(feed.dropped.len(), 1, "cut at {cut}");
    }
}

#[test]
fn item_never_closed_ends_where_the_next_begins() {
    let feed = read(&rss(
        "<item><title>un</title><item><title>deux</title><item><title>trois</title></item>",
    ));
    assert_eq!(titles(&feed), ["un", "deux", "trois"]);
}

#[test]
fn markup_not_escaped_is_read() {
    let item = one(&rss(
        "<item><title>A <i>b</i> &amp; c</title><description><p>un<br>deux</p><p>trois</p></description></item>",
    ));
    assert_eq!(item.post.title.unwrap().as_raw(), "A b & c");
    assert_eq!(item.post.text.as_raw(), "un\ndeux\n\ntrois");
}

#[test]
fn titles_are_text_whatever_they_were_written_as() {
    let title = |written: &str| {
        let item = one(&rss(&format!(
            "<item><title>{written}</title><guid>x</guid></item>"
        )));
        item.post.title.unwrap().into_raw()
    };
    assert_eq!(title("R&amp;D &amp; tests"), "R&D & tests");
    assert_eq!(title("L&amp;#039;&amp;eacute;t&amp;eacute;"), "L'été");
    assert_eq!(title("L&eacute;o"), "Léo");
    assert_eq!(title("<![CDATA[Un <b>mot</b>]]>"), "Un mot");
    assert_eq!(title("1 &lt; 2 AT&T"), "1 < 2 AT&T");
    assert_eq!(title("Prix &#146;fou&#146; &#128; 3"), "Prix ’fou’ € 3");
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>C</title><entry><id>a</id>\
                <title type='text'>les balises &lt;b> en HTML</title></entry></feed>";
    assert_eq!(
        one(atom).post.title.unwrap().as_raw(),
        "les balises <b> en HTML"
    );
}

#[test]
fn entities_are_never_expanded() {
    let bomb = format!(
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>{}<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\
         <rss version='2.0'><channel><title>C</title><item><title>t</title><description>&z; &x;</description></item></channel></rss>",
        ('b'..='z')
            .map(|c| {
                let before = char::from(c as u8 - 1);
                format!("<!ENTITY {c} '{}'>", format!("&{before};").repeat(10))
            })
            .collect::<String>(),
    );
    assert_eq!(one(&bomb).post.text.as_raw(), "&z; &x;");
}

#[test]
fn depth_is_bounded() {
    let deep = |open: &str, close: &str, n: usize| format!("{}{}", open.repeat(n), close.repeat(n));
    for inner in [
        deep(
            "<media:group xmlns:media='http://search.yahoo.com/mrss/'>",
            "</media:group>",
            20_000,
        ),
        deep("<itunes:category text='x'>", "</itunes:category>", 20_000),
        deep("<description><div>", "</div></description>", 20_000),
        "<a>".repeat(50_000),
    ] {
        let feed = read(&rss(&format!(
            "<item><title>t</title>{inner}</item><item><title>u</title></item>"
        )));
        assert!(titles(&feed).contains(&"t") || !feed.dropped.is_empty());
    }
}

#[test]
fn reader_panics_are_not_reached() {
    let item = one(&rss(
        "<item><title>t</title><dc:creator>«a@b.example»</dc:creator><author>…z@b.example</author>
         <itunes:duration>99999999999999999999999</itunes:duration>
         <media:content url='https://a.example/v.mp4' type='video/mp4'><media:text start='99999999999999999999999' end='é'>x</media:text>
         <media:thumbnail url='https://a.example/v.jpg' time='99999999999999999999999999'/></media:content></item>",
    ));
    assert_eq!(item.byline, None);
    assert_eq!(item.post.media.len(), 1);
    let json = r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"t","author":{"name":"«a@b.example"}}]}"#;
    assert_eq!(one(json).post.title.unwrap().as_raw(), "t");
}

#[test]
fn pictures_come_from_wherever_they_are() {
    let picture = |inside: &str| {
        let item = one(&rss(&format!("<item><title>t</title>{inside}</item>")));
        item.post
            .media
            .iter()
            .map(|it| it.url.clone().unwrap().into_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        picture(
            "<media:thumbnail width='66' url='https://a.example/s.jpg'/><media:thumbnail width='144' url='https://a.example/l.jpg'/>"
        ),
        ["https://a.example/l.jpg"]
    );
    assert_eq!(
        picture(
            "<description>&lt;img src='/i.png'&gt;&lt;img src='/p.gif' width='1' height='1'&gt;x</description>"
        ),
        ["https://www.journal.example/i.png"]
    );
    assert_eq!(
        picture(
            "<media:group><media:content url='https://a.example/v.mp4' type='video/mp4'/></media:group><media:thumbnail url='https://a.example/s.jpg'/>"
        ),
        ["https://a.example/v.mp4"]
    );
    assert_eq!(
        picture("<enclosure url='javascript:alert(1)' type='image/png'/>"),
        [""; 0]
    );
    let json = r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"t","image":"https://a.example/i.png",
        "attachments":[{"url":"https://a.example/s.mp3","mime_type":"audio/mpeg","size_in_bytes":-1},{"url":7},3]}]}"#;
    let kinds: Vec<MediaKind> = one(json).post.media.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [MediaKind::Audio]);
}

#[test]
fn gathered_items_are_of_who_published_them() {
    let alert = "<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:google.com,2005:reader/user/1/state/com.google/alerts/2</id>\
        <title>Alerte Google - patinoire</title><link href='https://www.google.com/alerts/feeds/1/2' rel='self'/>\
        <entry><id>tag:google.com,2013:googlealerts/feed:1</id><title type='html'>La &lt;b&gt;patinoire&lt;/b&gt; rouvre</title>\
        <link href='https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://www.gazette.example/a%3Fb%3D1&amp;ct=ga'/>\
        <published>2026-11-20T10:00:00Z</published><content type='html'>Enfin</content></entry></feed>";
    let post = decode(
        alert.as_bytes(),
        None,
        &Url::parse("https://www.google.com/alerts/feeds/1/2").unwrap(),
        received(),
    )
    .unwrap()
    .items
    .remove(0)
    .post;
    assert_eq!(
        post.url.as_deref(),
        Some("https://www.gazette.example/a?b=1")
    );
    assert_eq!(post.title.unwrap().as_raw(), "La patinoire rouvre");
    assert_eq!(
        (post.author.name.as_raw(), post.author.handle.as_raw()),
        ("gazette.example", "gazette.example")
    );
    assert_eq!(&*post.at.host, "google.com");
    let item = one(&rss(
        "<item><title>t</title><source url='https://www.gazette.example'>La Gazette</source></item>",
    ));
    assert_eq!(item.post.author.name.as_raw(), "La Gazette");
    assert_eq!(item.post.author.handle.as_raw(), "gazette.example");
}

#[test]
fn short_ids_are_of_their_feed() {
    let document = rss("<item><title>t</title><guid>17</guid></item>");
    let id = |path: &str| {
        let base = base().join(path).unwrap();
        decode(document.as_bytes(), None, &base, received())
            .unwrap()
            .items
            .remove(0)
            .post
            .at
    };
    assert_eq!(id("/sport.xml"), id("https://autre.example/sport.xml"));
    assert_ne!(id("/sport.xml"), id("/culture.xml"));
}

#[test]
fn items_without_anything_of_their_own_are_told_apart_by_their_text() {
    let feed = read(&rss(
        "<item><description>un</description></item><item><description>deux</description></item>",
    ));
    assert_ne!(feed.items[0].post.at.id, feed.items[1].post.at.id);
}

#[test]
fn dates_that_lie_are_not_believed() {
    let date = |written: &str| {
        one(&rss(&format!(
            "<item><title>t</title><pubDate>{written}</pubDate></item>"
        )))
        .post
        .created_at
    };
    for lie in [
        "",
        "bientôt",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "9999-12-31T23:59:59Z",
        "Sat, 21 Nov 2026 23:00:00 GMT",
        "-1",
        "0000-00-00",
    ] {
        assert_eq!(date(lie), received(), "{lie:?}");
    }
    assert_eq!(
        date("Sat, 21 Nov 2026 12:05:00 GMT"),
        "2026-11-21T12:05:00Z".parse().unwrap()
    );
}

#[test]
fn dates_are_read_as_people_write_them() {
    let check = |written: &str, expect: &str| {
        assert_eq!(
            date::parse(written).map(|it| it.to_string()).as_deref(),
            Some(expect),
            "{written:?}"
        );
    };
    check("2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z");
    check("2026-11-21T10:00:00.123+01:00", "2026-11-21T09:00:00.123Z");
    check("2026-11-21T10:00:00", "2026-11-21T10:00:00Z");
    check("2026-11-21T10:00+0100", "2026-11-21T09:00:00Z");
    check("2026-11-21 10:00:00", "2026-11-21T10:00:00Z");
    check("2026-11-21 10:00:00 -0500", "2026-11-21T15:00:00Z");
    check("2026-11-21", "2026-11-21T00:00:00Z");
    check("2026-11", "2026-11-01T00:00:00Z");
    check("Sat, 21 Nov 2026 10:00:00 GMT", "2026-11-21T10:00:00Z");
    check("Sat, 21 Nov 2026 10:00:00 +0100", "2026-11-21T09:00:00Z");
    check("Mon, 21 Nov 2026 10:00:00 EST", "2026-11-21T15:00:00Z");
    check("Sat, 21 Nov 26 10:00 Z", "2026-11-21T10:00:00Z");
    check("21 November 2026", "2026-11-21T00:00:00Z");
    check("Nov 21, 2026 3:05 PM", "2026-11-21T15:05:00Z");
    check("Nov 21, 2026 12:05 am", "2026-11-21T00:05:00Z");
    check("Sat Nov 21 10:00:00 2026", "2026-11-21T10:00:00Z");
    check("sam., 21 nov. 2026 10:00:00 +0100", "2026-11-21T09:00:00Z");
    check("samedi 21 novembre 2026 à 10h30", "2026-11-21T10:30:00Z");
    check("1er août 2026", "2026-08-01T00:00:00Z");
    check("21/11/2026 10:00", "2026-11-21T10:00:00Z");
    check("11/21/2026 10:00", "2026-11-21T10:00:00Z");
    check("21.11.2026", "2026-11-21T00:00:00Z");
    check("21-Nov-2026 10:00:00", "2026-11-21T10:00:00Z");
    check("Sat, 21 Nov 2026 24:00:00 GMT", "2026-11-21T00:00:00Z");
    check("Sat, 21 Nov 2026 10:00:00 GMT+2", "2026-11-21T08:00:00Z");
    check(
        "Sat, 21 Nov 2026 10:00:00 +0100 (CET)",
        "2026-11-21T09:00:00Z",
    );
    check("1795255200", "2026-11-21T10:00:00Z");
    check("1795255200000", "2026-11-21T10:00:00Z");
    for not_a_date in [
        "",
        "demain",
        "2026",
        "10:00",
        "32 Nov 2026",
        "21 Foo 2026",
        "2026-13-01",
        "12345",
        "Nov",
        "a".repeat(500).as_str(),
    ] {
        assert_eq!(date::parse(not_a_date), None, "{not_a_date:?}");
    }
}

#[test]
fn edits_are_told_by_their_dates() {
    let atom = |updated: &str| {
        one(&format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>C</title><entry><id>a</id><title>t</title>\
             <published>2026-11-20T10:00:00Z</published><updated>{updated}</updated></entry></feed>"
        )).post
    };
    assert_eq!(
        atom("2026-11-20T11:00:00Z").edited_at,
        Some("2026-11-20T11:00:00Z".parse().unwrap())
    );
    assert_eq!(atom("2026-11-20T10:00:30Z").edited_at, None);
    assert_eq!(atom("2026-11-19T10:00:00Z").edited_at, None);
}

#[test]
fn encodings_are_found_out() {
    let document = |declared: &str| {
        rss("<item><title>L’été à Œuf — 3 €</title></item>")
            .replace("version='1.0'", &format!("version='1.0'{declared}"))
    };
    let title = |bytes: &[u8], content_type: Option<&str>| {
        decode(bytes, content_type, &base(), received())
            .unwrap()
            .items[0]
            .post
            .title
            .clone()
            .unwrap()
            .into_raw()
    };
    let expect = "L’été à Œuf — 3 €";
    let windows = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let utf16 = |text: &str, big: bool| {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect::<Vec<u8>>()
    };
    let utf8 = document("");
    assert_eq!(title(utf8.as_bytes(), None), expect);
    assert_eq!(
        title(
            format!("\u{feff}{utf8}").as_bytes(),
            Some("text/xml; charset=iso-8859-1")
        ),
        expect
    );
    assert_eq!(
        title(utf8.as_bytes(), Some("text/xml; charset=iso-8859-1")),
        expect
    );
    assert_eq!(
        title(document(" encoding='ISO-8859-1'").as_bytes(), None),
        expect
    );
    assert_eq!(
        title(&windows(&document(" encoding='ISO-8859-1'")), None),
        expect
    );
    assert_eq!(
        title(&windows(&document(" encoding=\"windows-1252\"")), None),
        expect
    );
    assert_eq!(
        title(
            &windows(&document(" encoding='UTF-8'")),
            Some("application/rss+xml; charset=utf-8")
        ),
        expect
    );
    assert_eq!(
        title(&windows(&utf8), Some("text/xml; charset=\"ISO-8859-1\"")),
        expect
    );
    assert_eq!(title(&windows(&utf8), None), expect);
    assert_eq!(title(&utf16(&utf8, false), None), expect);
    assert_eq!(title(&utf16(&utf8, true), None), expect);
    assert_eq!(
        title(&utf16(&format!("\u{feff}{utf8}"), true), None),
        expect
    );
    let shift_jis = encoding_rs::SHIFT_JIS.encode("<?xml version='1.0' encoding='Shift_JIS'?><rss><channel><item><title>郵便局</title></item></channel></rss>").0.into_owned();
    assert_eq!(title(&shift_jis, None), "郵便局");
    let mut one_bad_byte = utf8.replace('3', "\u{1}").into_bytes();
    let at = one_bad_byte.iter().position(|it| *it == 1).unwrap();
    one_bad_byte[at] = 0xff;
    assert_eq!(title(&one_bad_byte, None), "L’été à Œuf — \u{fffd} €");
}

#[test]
fn what_is_not_a_feed_says_so() {
    let page = "<!doctype html><html><head><title>Accueil</title>
        <link rel=stylesheet href=/s.css><link rel='alternate' type='application/rss+xml' href='/flux.xml'></head><body>";
    let not = |text: &str| decode(text.as_bytes(), None, &base(), received()).err();
    assert_eq!(
        not(page).unwrap().announced.as_deref(),
        Some("https://www.journal.example/flux.xml")
    );
    for text in [
        "",
        " ",
        "<",
        "{",
        "{}",
        "[]",
        "null",
        "<html>",
        "Not found",
        "<?xml version='1.0'?>",
        "<opml/>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "{\"items\":[]}",
        "\u{0}\u{1}",
        "%PDF-1.7",
    ] {
        let Some(NotAFeed { announced, .. }) = not(text) else {
            panic!("{text:?} is a feed")
        };
        assert_eq!(announced, None, "{text:?}");
    }
}

#[test]
fn huge_items_and_too_many_are_dropped() {
    let huge = rss(&format!(
        "<item><title>gros</title><description>{}</description></item><item><title>petit</title></item>",
        "x".repeat(1_100_000)
    ));
    let feed = read(&huge);
    assert_eq!(titles(&feed), ["petit"]);
    assert_eq!(feed.dropped[0].0, DropReason::TooLarge);
    let many = rss(&(0..1_500)
        .map(|n| format!("<item><title>t{n}</title></item>"))
        .collect::<String>());
    let feed = read(&many);
    assert_eq!(feed.items.len(), 1_000);
    assert_eq!(
        feed.dropped.iter().map(|it| it.0).collect::<Vec<_>>(),
        [DropReason::TooLarge]
    );
}

#[test]
fn rhythm_is_read() {
    let rhythm =
        |inside: &str| read(&rss(&format!("{inside}<item><title>t</title></item>"))).rhythm;
    assert_eq!(rhythm("<ttl>60</ttl>").every.unwrap().as_secs(), 3600);
    assert_eq!(
        rhythm(
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
        )
        .every
        .unwrap()
        .as_secs(),
        6 * 3600
    );
    assert_eq!(rhythm("<ttl>-5</ttl>").every, None);
    assert_eq!(
        rhythm(
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>"
        )
        .every
        .unwrap()
        .as_secs(),
        24 * 3600
    );
    let skips = rhythm(
        "<skipHours><hour>0</hour><hour>23</hour><hour>99</hour></skipHours><skipDays><day>Sunday</day></skipDays>",
    );
    assert_eq!((skips.skip_hours, skips.skip_days), (1 | 1 << 23, 1 << 6));
}

#[test]
fn inspection_shows_what_was_understood() {
    let document = rss("<atom:link rel='hub' href='https://hub.example/'/><item><title>La patinoire rouvre</title><link>https://journal.example/1</link>
        <dc:creator>Ana</dc:creator><pubDate>Fri, 20 Nov 2026 18:30:00 +0100</pubDate><description>Enfin</description></item><item/>");
    let value = inspect_json(document.as_bytes(), None, &base(), received());
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap(), @r#"
    {
      "dropped": [
        {
          "reason": "incomplete",
          "sample": "<item/>"
        }
      ],
      "every_seconds": null,
      "format": "rss 2.0",
      "hubs": [
        "https://hub.example/"
      ],
      "items": [
        {
          "author": "Ana",
          "date": "2026-11-20T17:30:00Z",
          "edited": null,
          "host": "journal.example",
          "id": "https://journal.example/1",
          "lang": "fr",
          "media": [],
          "publication": {
            "handle": "journal.example",
            "name": "Le Journal"
          },
          "text": "Enfin",
          "title": "La patinoire rouvre",
          "url": "https://journal.example/1"
        }
      ],
      "site": "https://www.journal.example/",
      "title": "Le Journal"
    }
    "#);
    let value = inspect_json(
        b"<html><link rel=alternate type=application/atom+xml href=/a>",
        None,
        &base(),
        received(),
    );
    assert_eq!(value["announced_feed"], "https://www.journal.example/a");
    assert_eq!(value["dropped"][0]["reason"], "not_a_feed");
}

/// Pieces of feeds, well placed or not.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<rss version='2.0'>",
        "</rss>",
        "<channel>",
        "</channel>",
        "<item>",
        "</item>",
        "<item/>",
        "<title>",
        "</title>",
        "<![CDATA[",
        "]]>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<entry>",
        "</entry>",
        "<content type='xhtml'>",
        "</content>",
        "<div>",
        "</div>",
        "<content src='x' type='y'>",
        "<summary type='html'>",
        "</summary>",
        "<link href='//[' xml:base='http://['/>",
        "<link>",
        "</link>",
        "<rdf:RDF>",
        "&amp;",
        "&",
        "&#xffffffff;",
        "&#0;",
        "&nope;",
        "<!--",
        "-->",
        "<?pi",
        "?>",
        "<!DOCTYPE x [",
        "]>",
        "é",
        "\u{0}",
        "<",
        ">",
        "<media:content url='http://a/'>",
        "<media:group>",
        "<media:title/>",
        "<media:thumbnail url='' time='1'/>",
        "<itunes:image href='x'/>",
        "<enclosure url='::' length='-1' type='/'/>",
        "<guid>",
        "</guid>",
        "2026-11-21",
        "<pubDate>",
        "</pubDate>",
        "<author>",
        "a@b.c",
        "</author>",
        "<podcast:person>",
        "<podcast:transcript url='x'/>",
        "<skipHours><hour>7</hour>",
        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[",
        "{\"id\":1}",
        "]}",
        ",",
        "<a:b xmlns:a='",
        "'",
        "\"",
        "xmlns=''",
        " ",
        "texte",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|it| it.concat())
}

/// What holds of any answer.
fn assert_sound(decoded: Result<Decoded, NotAFeed>) {
    let Ok(feed) = decoded else { return };
    assert!(!feed.title.is_empty());
    for Item { post, .. } in &feed.items {
        assert!(!post.at.id.is_empty() && post.at.id.len() <= 512);
        assert!(post.created_at <= "2026-11-21T12:10:00Z".parse().unwrap());
        assert!(post.title.is_some() || !post.text.is_empty() || !post.media.is_empty());
        assert!(
            post.spans
                .iter()
                .all(|it| post.text.as_raw().get(it.range.clone()).is_some())
        );
        assert!(serde_json::from_str::<serde_json::Value>(&post.raw).is_ok());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_sound(decode(&bytes, None, &base(), received()));
    }

    #[test]
    fn any_pieces_are_survived(document in pieces()) {
        assert_sound(decode(document.as_bytes(), None, &base(), received()));
        let in_feed = rss(&format!("<item><title>t</title>{document}"));
        assert_sound(decode(in_feed.as_bytes(), None, &base(), received()));
        let in_atom = format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>t</title>{document}");
        assert_sound(decode(in_atom.as_bytes(), None, &base(), received()));
    }

    #[test]
    fn any_date_is_survived(text in "[0-9A-Za-zé:.,/+T -]{0,30}") {
        let _ = date::parse(&text);
    }
}
