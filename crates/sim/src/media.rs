//! Pictures: those people post, drawn by us and embedded, and the portraits, drawn from a number.

use std::borrow::Cow;

mod portrait;

/// All pictures are drawn to this size.
pub(crate) const WIDTH: u32 = 640;
pub(crate) const HEIGHT: u32 = 360;

pub(crate) struct Picture {
    pub(crate) name: &'static str,
    pub(crate) alt: &'static str,
    /// The still of a video.
    pub(crate) is_still: bool,
    svg: &'static str,
}

macro_rules! pictures {
    (pictures: {$($name:literal: $alt:literal,)*} stills: {$($still:literal: $still_alt:literal,)*}) => {
        /// What people can attach to a post.
        pub(crate) const PICTURES: &[Picture] = &[
            $(pictures!(@one $name, $alt, false),)*
            $(pictures!(@one $still, $still_alt, true),)*
        ];
    };
    (@one $name:literal, $alt:literal, $is_still:literal) => {
        Picture {
            name: $name,
            alt: $alt,
            is_still: $is_still,
            svg: include_str!(concat!("../media/", $name, ".svg")),
        }
    };
}

pictures! {
    pictures: {
    "lac": "Le lac au lever du jour, une barque et deux hérons parmi les roseaux",
    "brouillard": "Le ponton disparaît dans le brouillard du matin",
    "pont": "Un pont de pierre à trois arches sur la Vèze, reflets du soir",
    "crue": "La Vèze haute, au ras du quai, l'échelle de crue presque couverte",
    "patinoire": "La piste vue des gradins, une patineuse et deux enfants",
    "rideau": "Le rideau de la patinoire baissé, une affichette « Fermé » collée dessus",
    "barque": "Une barque à fond plat des anciens bateliers, voile rouge repliée",
    "musee": "La façade du musée au crépuscule, fenêtres éclairées, bannière suspendue",
    "marche": "Étals du marché sous des bâches rayées, cageots de légumes",
    "chat": "Un chat tigré assis sur un muret, la queue enroulée",
    "bus": "Un bus jaune arrêté sous la pluie, phares allumés",
    "colis": "Trois cartons empilés devant une porte bleue",
    "concert": "Une scène de kiosque éclairée de guirlandes, silhouettes de musiciens",
    "tarte": "Une tarte aux pommes sur une table, une part en moins",
    "velo": "Un vélo appuyé contre un lampadaire, sacoche rouge",
    "travaux": "Une rue barrée, barrières rouges et blanches, petite pelle jaune",
    "rayons": "Des rayonnages pleins de livres et un fauteuil vert",
    "bassin": "Les lignes d'eau de la piscine, vues du plongeoir",
    "jardin": "Un potager en carrés, arrosoir vert et rangs de poireaux",
    "feuilles": "Une allée de platanes couverte de feuilles rousses",
    "stade": "Un terrain de sport sous les projecteurs, but au premier plan",
    "fossile": "Une ammonite spiralée dans une vitrine du muséum",
    }
    stills: {
        "film-canards": "Une cane et ses cinq canetons traversent la rue devant une voiture arrêtée",
        "film-crepe": "Une crêpe en l'air au-dessus d'une poêle, la cuisine en attente",
        "film-fanfare": "Trois musiciens en marche, tuba, trompette et tambour, sous des fanions",
        "film-orage": "Un éclair tombe de l'autre côté du lac, les quais s'illuminent",
        "film-patins": "Deux patineurs lancés sur la glace, un troisième assis par terre",
        "film-robot": "Un chat roux assis sur un aspirateur robot, devant un canapé vert",
    }
}

/// The index of the picture of that name.
pub(crate) fn index(name: &str) -> Option<usize> {
    PICTURES.iter().position(|it| it.name == name)
}

/// The drawing of that name: a picture, a portrait (`av-…`) or an emblem (`em-…`).
pub(crate) fn picture(name: &str) -> Option<Cow<'static, str>> {
    if let Some(digits) = name.strip_prefix("av-") {
        let number = (digits.len() == 8).then(|| u32::from_str_radix(digits, 16).ok())??;
        return Some(portrait::person(number).into());
    }
    if let Some(emblem) = name.strip_prefix("em-") {
        return portrait::emblem(emblem).map(Cow::from);
    }
    index(name).map(|it| PICTURES[it].svg.into())
}

#[cfg(test)]
mod tests;
