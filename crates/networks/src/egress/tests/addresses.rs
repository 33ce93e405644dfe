//! Which addresses are refused, in all the ways they can be written.

use std::net::{Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;

use super::{
    world::{self, Canary, Names},
    *,
};

const CLOSED_V4: [Ipv4Addr; 24] = [
    Ipv4Addr::new(0, 0, 0, 0),
    Ipv4Addr::new(0, 1, 2, 3),
    Ipv4Addr::new(10, 0, 0, 1),
    Ipv4Addr::new(10, 255, 255, 255),
    Ipv4Addr::new(100, 64, 0, 1),
    Ipv4Addr::new(100, 127, 255, 254),
    Ipv4Addr::new(127, 0, 0, 1),
    Ipv4Addr::new(127, 1, 2, 3),
    Ipv4Addr::new(127, 255, 255, 254),
    Ipv4Addr::new(169, 254, 169, 254),
    Ipv4Addr::new(172, 16, 0, 1),
    Ipv4Addr::new(172, 31, 255, 255),
    Ipv4Addr::new(192, 0, 0, 8),
    Ipv4Addr::new(192, 0, 2, 1),
    Ipv4Addr::new(192, 88, 99, 1),
    Ipv4Addr::new(192, 168, 1, 1),
    Ipv4Addr::new(198, 18, 0, 1),
    Ipv4Addr::new(198, 19, 255, 255),
    Ipv4Addr::new(198, 51, 100, 7),
    Ipv4Addr::new(203, 0, 113, 9),
    Ipv4Addr::new(224, 0, 0, 251),
    Ipv4Addr::new(239, 255, 255, 250),
    Ipv4Addr::new(240, 0, 0, 1),
    Ipv4Addr::new(255, 255, 255, 255),
];

/// All the ways browsers and libraries have read one IPv4 address.
fn spellings(address: Ipv4Addr) -> Vec<String> {
    let [a, b, c, d] = address.octets();
    let bits = address.to_bits();
    let wide: String = address
        .to_string()
        .chars()
        .map(|it| match it {
            '0'..='9' => char::from_u32('０' as u32 + (it as u32 - '0' as u32)).unwrap(),
            other => other,
        })
        .collect();
    let percent: String = address
        .to_string()
        .bytes()
        .map(|it| format!("%{it:02x}"))
        .collect();
    let [high, low] = [bits >> 16, bits & 0xffff];
    vec![
        address.to_string(),
        format!("{address}."),
        format!("{bits}"),
        format!("{bits:#x}"),
        format!("{bits:#X}").replace("0X", "0x"),
        format!("0{bits:o}"),
        format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        format!("{a:#x}.{b:#x}.{c:#x}.{d:#x}"),
        format!("{a:#x}.0{b:o}.{c}.{d}"),
        format!("{a}.{b}.{}", u32::from(c) << 8 | u32::from(d)),
        format!("{a}.{}", bits & 0x00ff_ffff),
        wide,
        percent,
        format!("{a}。{b}。{c}。{d}"),
        format!("[::ffff:{address}]"),
        format!("[::ffff:{high:x}:{low:x}]"),
        format!("[0:0:0:0:0:ffff:{high:x}:{low:x}]"),
        format!("[::{address}]"),
        format!("[64:ff9b::{address}]"),
        format!("[64:ff9b:1::{high:x}:{low:x}]"),
        format!("[2002:{high:x}:{low:x}::1]"),
        format!("[2001:0:4136:e378:8000:63bf:{high:x}:{low:x}]"),
    ]
}

const CLOSED_HOSTS: [&str; 26] = [
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[100::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[2001:2::1]",
    "[2001:10::1]",
    "[2001:20::1]",
    "[2001:db8::1]",
    "[2620:4f:8000::1]",
    "[3fff::1]",
    "[4000::1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "ⓛocalhost",
    "a.localhost",
    "printer.local",
    "metadata.google.internal",
    "abc.onion",
    "xn--localhost.localhost",
];

/// Names of the test's resolver that lead where they should not.
fn names() -> Names {
    Names::default()
        .with("to-loopback.example", &[&["127.0.0.1"]])
        .with("to-loopback-6.example", &[&["::1"]])
        .with("to-any.example", &[&["0.0.0.0"]])
        .with("to-metadata.example", &[&["169.254.169.254"]])
        .with("to-mapped.example", &[&["::ffff:127.0.0.1"]])
        .with("to-house.example", &[&["192.168.1.1"]])
        .with("to-unique-local.example", &[&["fd12:3456::1"]])
        .with("one-of-two.example", &[&["93.184.215.14", "127.0.0.1"]])
        .with("two-of-two.example", &[&["127.0.0.1", "93.184.215.14"]])
        .with("xn--to-loopback-bcd.example", &[&["127.0.0.1"]])
}

const CLOSED_NAMES: [&str; 11] = [
    "to-loopback.example",
    "TO-LOOPBACK.example",
    "to%2dloopback.example",
    "to-loopback-6.example",
    "to-any.example",
    "to-metadata.example",
    "to-mapped.example",
    "to-house.example",
    "to-unique-local.example",
    "one-of-two.example",
    "two-of-two.example",
];

/// Whole addresses that must be refused, `PORT` standing for the canary's.
const CLOSED_URLS: [&str; 42] = [
    "",
    " ",
    "http:",
    "http://",
    "http:///",
    "http://:PORT/",
    "//127.0.0.1:PORT/",
    "127.0.0.1:PORT",
    "http:127.0.0.1:PORT/",
    "http:\\\\127.0.0.1:PORT\\",
    "http:/\t/127.0.0.1:PORT/",
    "\u{1}http://127.0.0.1:PORT/",
    "http://127.0.0.1:PORT\\@example.org/",
    "http://example.org@127.0.0.1:PORT/",
    "http://user:password@127.0.0.1:PORT/",
    "http://user@93.184.215.14:PORT/",
    "http://:password@93.184.215.14:PORT/",
    "http://user:password@example.org/",
    "http://127.0.0.1:PORT#@example.org/",
    "http://127.0.0.1:PORT?@example.org/",
    "http://1.1.1.1 &@127.0.0.1:PORT# @3.3.3.3/",
    "http://[::1",
    "http://[::1]PORT/",
    "http://[fe80::1%25eth0]:PORT/",
    "http://[::1%25lo]:PORT/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:-1/",
    "http://256.256.256.256:PORT/",
    "http://0x7f.1:PORT/",
    "http://0177.1:PORT/",
    "http://127.1:PORT/",
    "http://127.000.000.001:PORT/",
    "http://exa mple.org/",
    "http://93.184.215.14:22/",
    "http://93.184.215.14:25/",
    "http://93.184.215.14:6379/",
    "https://example.org:5432/",
    "ftp://93.184.215.14/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:PORT/_",
    "data:text/html,hello",
    "javascript:alert(1)",
];

fn closed_urls(port: u16) -> Vec<String> {
    let mut urls: Vec<String> = CLOSED_URLS
        .iter()
        .map(|it| it.replace("PORT", &port.to_string()))
        .collect();
    let spelled = CLOSED_V4.into_iter().flat_map(spellings);
    let named = CLOSED_HOSTS
        .iter()
        .chain(&CLOSED_NAMES)
        .map(|it| (*it).to_owned());
    for host in spelled.chain(named) {
        urls.push(format!("http://{host}:{port}/"));
    }
    urls
}

#[tokio::test]
async fn addresses_of_the_house_are_refused_in_every_form() {
    let canary = Canary::new();
    let mut settings = Settings::new("vigie-test");
    // So that it is the address that is refused, and not the port.
    settings.ports.push(canary.port);
    let egress = Egress::with_resolver(settings, Arc::new(names()));
    let urls = closed_urls(canary.port);
    assert!(urls.len() >= 500, "{}", urls.len());
    for url in &urls {
        let fetched = egress.get(url, &GetOptions::default()).await;
        assert!(
            matches!(fetched, Err(Error::Refused { .. })),
            "{url}: {fetched:?}"
        );
        let url = url.replacen("http:", "ws:", 1);
        let opened = egress.websocket(&url, &SocketOptions::default()).await;
        assert!(matches!(opened, Err(Error::Refused { .. })), "{url}");
    }
    canary.assert_not_called();
}

#[tokio::test]
async fn names_that_are_never_public_are_not_even_asked_for() {
    let names = Arc::new(names());
    let egress = Egress::with_resolver(Settings::new("vigie-test"), names.clone());
    for host in [
        "localhost",
        "a.localhost",
        "printer.local",
        "x.internal",
        "y.onion",
    ] {
        let url = format!("https://{host}/");
        let fetched = egress.get(&url, &GetOptions::default()).await;
        assert!(matches!(
            fetched,
            Err(Error::Refused {
                why: Refusal::Private,
                ..
            })
        ));
    }
    assert!(names.asked.lock().unwrap().is_empty());
}

#[tokio::test]
async fn name_that_changes_its_mind_gains_nothing() {
    let canary = Canary::new();
    // Global by its prefix, handed out to nobody: the first answer leads nowhere.
    let names = Names::default().with("rebind.example", &[&["2e00::1"], &["127.0.0.1", "::1"]]);
    let names = Arc::new(names);
    let mut settings = Settings::new("vigie-test");
    settings.ports.push(canary.port);
    let egress = Egress::with_resolver(settings, names.clone());
    let url = format!("http://rebind.example:{}/", canary.port);
    let options = GetOptions {
        deadline: Duration::from_millis(300),
        ..GetOptions::default()
    };
    let first = egress.get(&url, &options).await;
    assert!(
        matches!(first, Err(Error::Connect { .. } | Error::Deadline(_))),
        "{first:?}"
    );
    // One connection, one question: the answer that was checked is the one connected to.
    assert_eq!(names.asked.lock().unwrap().len(), 1);
    for _ in 0..1_000 {
        let again = egress.get(&url, &options).await;
        assert!(matches!(again, Err(Error::Refused { .. })), "{again:?}");
    }
    canary.assert_not_called();
}

#[tokio::test]
async fn name_without_an_answer_is_an_error() {
    let names = Names::default().with("empty.example", &[&[]]);
    let egress = Egress::with_resolver(Settings::new("vigie-test"), Arc::new(names));
    for host in ["unknown.example", "empty.example"] {
        let fetched = egress
            .get(&format!("http://{host}/"), &GetOptions::default())
            .await;
        assert!(matches!(fetched, Err(Error::Resolve { .. })), "{fetched:?}");
        let opened = egress
            .websocket(&format!("ws://{host}/"), &SocketOptions::default())
            .await;
        assert!(matches!(opened, Err(Error::Resolve { .. })));
    }
}

#[tokio::test]
async fn listed_place_is_open_and_its_neighbours_stay_closed() {
    let canary = Canary::new();
    let site = world::Site::new(|_| world::answer("200 OK", &[], b"ici")).await;
    let mut settings = world::settings_for(&[site.at]);
    settings.ports.push(canary.port);
    let listed = format!("maison.example:{}", site.at.port());
    settings.allowed_private.push(listed.parse().unwrap());
    let names = Names::default().with("maison.example", &[&["127.0.0.1"]]);
    let egress = Egress::with_resolver(settings, Arc::new(names));
    for url in [site.url("/"), format!("http://{listed}/")] {
        let fetched = egress.get(&url, &GetOptions::default()).await.unwrap();
        assert_eq!(&fetched.body[..], b"ici");
    }
    for host in ["127.0.0.1", "maison.example"] {
        let url = format!("http://{host}:{}/", canary.port);
        let fetched = egress.get(&url, &GetOptions::default()).await;
        assert!(matches!(fetched, Err(Error::Refused { .. })));
    }
    // The same place under a name that is not listed.
    let url = format!("http://localhost:{}/", site.at.port());
    let fetched = egress.get(&url, &GetOptions::default()).await;
    assert!(matches!(fetched, Err(Error::Refused { .. })));
    canary.assert_not_called();
}

#[test]
fn refusal_hides_credentials_and_query() {
    let egress = Egress::new(Settings::new("vigie-test"));
    let refused = egress.check("https://moi:secret@example.org/x?token=abc#y");
    let message = refused.unwrap_err().to_string();
    assert_eq!(
        message,
        "the address `https://example.org/x` is refused: it carries a user name or a password"
    );
}

#[test]
fn pairs_of_host_and_port_are_read_and_shown() {
    for text in ["intranet.example:8080", "127.0.0.1:9000", "[::1]:9000"] {
        let pair: HostPort = text.parse().unwrap();
        assert_eq!(pair.to_string(), text);
    }
    assert_eq!(
        "0x7f.1:80".parse::<HostPort>().unwrap().to_string(),
        "127.0.0.1:80"
    );
    for text in [
        "intranet.example",
        ":80",
        "a b:80",
        "a:b",
        "a:99999",
        "::1:80",
    ] {
        assert!(text.parse::<HostPort>().is_err(), "{text}");
    }
}

#[test]
fn addresses_next_to_closed_ranges_are_open() {
    for open in [
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2001:200::",
        "2001:db7:ffff::1",
        "2001:db9::",
        "2003::1",
        "2a00:1450:4007::200e",
        "2606:4700:4700::1111",
        "3ffe::1",
    ] {
        assert!(is_global(open.parse().unwrap()), "{open}");
    }
}

proptest! {
    #[test]
    fn no_address_the_standard_library_knows_as_special_is_open(bits in any::<u32>()) {
        let address = Ipv4Addr::from_bits(bits);
        let special = address.is_private()
            || address.is_loopback()
            || address.is_link_local()
            || address.is_multicast()
            || address.is_broadcast()
            || address.is_documentation()
            || address.is_unspecified();
        prop_assert!(!(special && is_global(address.into())));
        prop_assert!(!is_global(address.to_ipv6_mapped().into()));
        prop_assert!(!is_global(address.to_ipv6_compatible().into()));
    }

    #[test]
    fn no_special_address_of_ipv6_is_open(bits in any::<u128>()) {
        let address = Ipv6Addr::from_bits(bits);
        let special = address.is_loopback()
            || address.is_multicast()
            || address.is_unspecified()
            || address.is_unique_local()
            || address.is_unicast_link_local();
        prop_assert!(!(special && is_global(address.into())));
    }

    #[test]
    fn any_text_is_decided_without_a_panic(text in ".{0,60}") {
        let _ = Egress::new(Settings::new("vigie-test")).check(&text);
        let _ = text.parse::<HostPort>();
    }
}
