//! Lists of authors.

use engine::ListView;
use model::ListId;

use super::sample_id;

#[must_use]
pub fn lists() -> Vec<ListView> {
    let list = |n: u64, name: &str, handles: &[&str], used_by| ListView {
        id: sample_id!(ListId, n),
        name: name.to_owned(),
        handles: handles.iter().map(|it| (*it).to_owned()).collect(),
        used_by,
    };
    let press = [
        "batelier_libre",
        "radio_roseliere",
        "fanal",
        "gazette.example",
        "lelaclibre@presse.example",
        "radiovalbleu.example",
        "roueslibres@lac.example",
        "lequai.example",
    ];
    vec![
        list(1, "Élus", &["mairie", "conseil@lac.example"], 2),
        list(2, "Presse du lac", &press, 1),
        list(3, "Partenaires", &[], 0),
    ]
}
