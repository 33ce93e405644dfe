//! Round portraits: a person is drawn from a number, an institution from its emblem.

/// Background, skin or subject, hair or shade, clothes.
const BACKGROUNDS: [&str; 10] = [
    "#D6EAF1", "#F6DFC9", "#E4DDF3", "#DCEBDB", "#F7E7B4", "#F4D5DA", "#CFE3EB", "#E9E2D3",
    "#20405A", "#3F5B3E",
];
const SKINS: [&str; 6] = [
    "#F3D3B8", "#E3B48C", "#C98F62", "#9A6238", "#6B4226", "#F0C8A8",
];
const HAIRS: [&str; 8] = [
    "#2A180F", "#5B3A21", "#8A5638", "#C98F3F", "#E0D6CC", "#A6A6A6", "#7A2F1D", "#17313B",
];
const CLOTHES: [&str; 8] = [
    "#0B5A74", "#C4481B", "#46683F", "#7A4E8A", "#F7C74F", "#24586B", "#B8405A", "#5D6B73",
];

/// A person, or the thing they prefer to show; the same for the same number.
pub(super) fn person(number: u32) -> String {
    let mut left = number;
    let mut draw = |n: usize| {
        let value = left as usize % n;
        left = (left / n as u32) ^ ((left << 7) & 0x00ff_0000);
        value
    };
    let background = BACKGROUNDS[draw(10)];
    let body = if draw(10) < 6 {
        bust(SKINS[draw(6)], HAIRS[draw(8)], CLOTHES[draw(8)], draw(5))
    } else {
        thing(draw(6), CLOTHES[draw(8)], HAIRS[draw(8)])
    };
    round(background, &body)
}

fn round(background: &str, body: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 96\"><clipPath id=\"r\">\
         <circle cx=\"48\" cy=\"48\" r=\"48\"/></clipPath><g clip-path=\"url(#r)\">\
         <rect width=\"96\" height=\"96\" fill=\"{background}\"/>{body}</g></svg>"
    )
}

fn bust(skin: &str, hair: &str, clothes: &str, cut: usize) -> String {
    let behind = match cut {
        0 => format!("<path d=\"M24 44q0-28 24-28t24 28v30H24z\" fill=\"{hair}\"/>"),
        1 => format!("<circle cx=\"48\" cy=\"14\" r=\"10\" fill=\"{hair}\"/>"),
        _ => String::new(),
    };
    let fringe = match cut {
        0 | 1 => "M28 42q2-24 20-24t20 24q-8-12-20-12T28 42z",
        2 => "M27 40q-2-24 21-24t21 24q-4-14-14-15-14 6-28 15z",
        3 => "M28 38q4-20 20-20t20 20q-10-8-20-8t-20 8z",
        _ => "M26 44q-4-30 22-30t22 30q-2-8-6-12-16 4-32-2-4 6-6 14z",
    };
    format!(
        "{behind}<path d=\"M14 100q2-30 34-30t34 30z\" fill=\"{clothes}\"/>\
         <rect x=\"40\" y=\"56\" width=\"16\" height=\"20\" rx=\"8\" fill=\"{skin}\"/>\
         <ellipse cx=\"48\" cy=\"44\" rx=\"19\" ry=\"22\" fill=\"{skin}\"/>\
         <path d=\"{fringe}\" fill=\"{hair}\"/>"
    )
}

fn thing(which: usize, colour: &str, shade: &str) -> String {
    match which {
        0 => format!(
            "<circle cx=\"64\" cy=\"34\" r=\"13\" fill=\"#F7C74F\"/>\
             <path d=\"M-4 66q26-26 52-8t52-4v46H-4z\" fill=\"{colour}\"/>\
             <path d=\"M-4 82q30-16 54-4t50-6v28H-4z\" fill=\"{shade}\" opacity=\".55\"/>"
        ),
        1 => format!(
            "<path d=\"M48 82V44\" stroke=\"{shade}\" stroke-width=\"5\"/>\
             <path d=\"M48 60q-24 0-26-24 24 0 26 24zM48 50q2-26 28-28 0 28-28 28z\" fill=\"{colour}\"/>"
        ),
        2 => format!(
            "<path d=\"M20 62h56q-4 16-16 16H36q-12 0-16-16z\" fill=\"{shade}\"/>\
             <path d=\"M46 58V18l26 36zM42 58V26L22 54z\" fill=\"{colour}\"/>\
             <path d=\"M0 80q12-6 24 0t24 0 24 0 24 0v20H0z\" fill=\"#7FB7C9\"/>"
        ),
        3 => format!(
            "<path d=\"M24 40l4-22 14 10h12l14-10 4 22q2 34-24 36-26-2-24-36z\" fill=\"{colour}\"/>\
             <circle cx=\"39\" cy=\"46\" r=\"4\" fill=\"#FFF6DC\"/><circle cx=\"57\" cy=\"46\" r=\"4\" fill=\"#FFF6DC\"/>\
             <path d=\"M44 56h8l-4 5z\" fill=\"#FFF6DC\"/>"
        ),
        4 => format!(
            "<g fill=\"none\" stroke=\"{colour}\" stroke-width=\"7\" stroke-linecap=\"round\">\
             <path d=\"M10 38q13-12 26 0t26 0 26 0\"/><path d=\"M10 54q13-12 26 0t26 0 26 0\"/>\
             <path d=\"M10 70q13-12 26 0t26 0 26 0\"/></g>"
        ),
        _ => format!(
            "<circle cx=\"48\" cy=\"48\" r=\"28\" fill=\"{colour}\"/><circle cx=\"58\" cy=\"42\" r=\"24\" fill=\"{shade}\" opacity=\".35\"/>"
        ),
    }
}

/// The emblem of an institution; `None` when there is none of that name.
pub(super) fn emblem(name: &str) -> Option<String> {
    let (_, background, body) = EMBLEMS.iter().find(|it| it.0 == name)?;
    Some(round(background, body))
}

/// Name, background, drawing on a square of 96.
const EMBLEMS: [(&str, &str, &str); 21] = [
    (
        "ville",
        "#0B5A74",
        "<path d=\"M14 62q8-6 17 0t17 0 17 0 17 0M14 74q8-6 17 0t17 0 17 0 17 0\" fill=\"none\" stroke=\"#fff\" stroke-width=\"5\" stroke-linecap=\"round\"/><path d=\"M26 52V34h8v-8h8v8h12v-8h8v8h8v18z\" fill=\"#fff\"/>",
    ),
    (
        "agglo",
        "#24586B",
        "<g fill=\"#fff\"><circle cx=\"48\" cy=\"48\" r=\"12\"/><circle cx=\"48\" cy=\"22\" r=\"6\"/><circle cx=\"70\" cy=\"62\" r=\"6\"/><circle cx=\"26\" cy=\"62\" r=\"6\"/></g><path d=\"M48 22v26l22 14M48 48L26 62\" stroke=\"#fff\" stroke-width=\"3\" fill=\"none\"/>",
    ),
    (
        "batelier",
        "#7A2F1D",
        "<path d=\"M18 62h60q-6 14-18 14H36q-12 0-18-14z\" fill=\"#F3E6CF\"/><path d=\"M46 18h5v44h-5z\" fill=\"#F3E6CF\"/><path d=\"M26 26h44l-5 28H31z\" fill=\"#E58E57\"/>",
    ),
    (
        "museum",
        "#3F5B3E",
        "<path d=\"M48 20a28 28 0 1 1-20 48 22 22 0 1 1 34-28 15 15 0 1 1-22 18 9 9 0 1 1 14-8\" fill=\"none\" stroke=\"#F3E6CF\" stroke-width=\"6\" stroke-linecap=\"round\"/>",
    ),
    (
        "note",
        "#7A4E8A",
        "<path d=\"M38 66V28l28-6v36\" fill=\"none\" stroke=\"#fff\" stroke-width=\"6\"/><ellipse cx=\"31\" cy=\"67\" rx=\"9\" ry=\"7\" fill=\"#fff\"/><ellipse cx=\"59\" cy=\"60\" rx=\"9\" ry=\"7\" fill=\"#fff\"/>",
    ),
    (
        "patin",
        "#12485C",
        "<path d=\"M32 22h18v22l20 8q6 3 6 12H32z\" fill=\"#fff\"/><path d=\"M28 76h46q8 0 8-6M38 64v12M66 64v12\" fill=\"none\" stroke=\"#55BBDA\" stroke-width=\"5\" stroke-linecap=\"round\"/>",
    ),
    (
        "jeunes",
        "#C4481B",
        "<path d=\"M48 16l9 20 22 3-16 15 4 22-19-11-19 11 4-22-16-15 22-3z\" fill=\"#FFE9A8\"/>",
    ),
    (
        "livre",
        "#5B3A21",
        "<path d=\"M48 32q-14-10-30-6v42q16-4 30 6 14-10 30-6V26q-16-4-30 6z\" fill=\"#F3E6CF\"/><path d=\"M48 32v42\" stroke=\"#5B3A21\" stroke-width=\"3\"/>",
    ),
    (
        "nage",
        "#2B7FA0",
        "<circle cx=\"64\" cy=\"36\" r=\"9\" fill=\"#fff\"/><path d=\"M18 50l22-14 22 20\" fill=\"none\" stroke=\"#fff\" stroke-width=\"7\" stroke-linecap=\"round\"/><path d=\"M12 66q9-7 18 0t18 0 18 0 18 0\" fill=\"none\" stroke=\"#D6EAF1\" stroke-width=\"5\"/>",
    ),
    (
        "bus",
        "#F7C74F",
        "<rect x=\"22\" y=\"22\" width=\"52\" height=\"46\" rx=\"8\" fill=\"#17313B\"/><path d=\"M28 30h40v18H28z\" fill=\"#D6EAF1\"/><circle cx=\"34\" cy=\"70\" r=\"7\" fill=\"#17313B\"/><circle cx=\"62\" cy=\"70\" r=\"7\" fill=\"#17313B\"/>",
    ),
    (
        "lotus",
        "#B8405A",
        "<path d=\"M48 70q-30 0-34-22 16 0 22 8-4-20 12-34 16 14 12 34 6-8 22-8-4 22-34 22z\" fill=\"#FFF1F3\"/>",
    ),
    (
        "diligence",
        "#20405A",
        "<path d=\"M18 30h60v34H18z\" fill=\"#F7C74F\"/><path d=\"M18 30l30 22 30-22\" fill=\"none\" stroke=\"#20405A\" stroke-width=\"4\"/><g fill=\"none\" stroke=\"#F7C74F\" stroke-width=\"4\"><circle cx=\"32\" cy=\"74\" r=\"8\"/><circle cx=\"64\" cy=\"74\" r=\"8\"/></g>",
    ),
    (
        "journal",
        "#17313B",
        "<path d=\"M24 22h48v52H24z\" fill=\"#F3E6CF\"/><path d=\"M31 30h34v8H31zM31 44h14v22H31zM50 44h15M50 51h15M50 58h15M50 65h15\" stroke=\"#17313B\" stroke-width=\"2.5\" fill=\"#17313B\"/>",
    ),
    (
        "radio",
        "#46683F",
        "<circle cx=\"48\" cy=\"50\" r=\"7\" fill=\"#fff\"/><path d=\"M48 57v24M34 64a20 20 0 0 1 0-28M62 36a20 20 0 0 1 0 28M26 72a31 31 0 0 1 0-44M70 28a31 31 0 0 1 0 44\" stroke=\"#fff\" stroke-width=\"4.5\" fill=\"none\" stroke-linecap=\"round\"/>",
    ),
    (
        "fanal",
        "#8A5638",
        "<path d=\"M40 40h16l6 38H34z\" fill=\"#F3E6CF\"/><path d=\"M38 28h20v12H38z\" fill=\"#F7C74F\"/><path d=\"M36 28l12-10 12 10z\" fill=\"#F3E6CF\"/><path d=\"M62 32l20-8M62 36l20 8M34 32l-20-8M34 36l-20 8\" stroke=\"#F7C74F\" stroke-width=\"4\"/>",
    ),
    (
        "boutique",
        "#E58E57",
        "<path d=\"M20 40h56v34H20z\" fill=\"#FFF6DC\"/><path d=\"M18 24h60l4 18H14z\" fill=\"#C4481B\"/><path d=\"M42 52h14v22H42z\" fill=\"#8A5638\"/>",
    ),
    (
        "pain",
        "#E9E2D3",
        "<path d=\"M20 60q-8-22 28-26 36 4 28 26-2 8-10 8H30q-8 0-10-8z\" fill=\"#C98F3F\"/><path d=\"M36 42l6 14M48 40l6 14M60 42l4 12\" stroke=\"#FFF1CF\" stroke-width=\"4\" stroke-linecap=\"round\"/>",
    ),
    (
        "club",
        "#2E6F86",
        "<circle cx=\"48\" cy=\"48\" r=\"26\" fill=\"#fff\"/><path d=\"M48 36l11 8-4 13H41l-4-13z\" fill=\"#17313B\"/>",
    ),
    (
        "coeur",
        "#F4D5DA",
        "<path d=\"M48 74Q16 52 22 34q8-16 26 0 18-16 26 0 6 18-26 40z\" fill=\"#B8405A\"/>",
    ),
    (
        "feuille",
        "#DCEBDB",
        "<path d=\"M24 72q-4-44 48-50 2 48-40 46\" fill=\"#46683F\"/><path d=\"M24 76q14-26 34-38\" stroke=\"#DCEBDB\" stroke-width=\"4\" fill=\"none\"/>",
    ),
    (
        "ombre",
        "#5D6B73",
        "<circle cx=\"48\" cy=\"40\" r=\"16\" fill=\"#CBD5DA\"/><path d=\"M16 96q2-32 32-32t32 32z\" fill=\"#CBD5DA\"/>",
    ),
];
