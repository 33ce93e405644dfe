//! Words of the calendar in French and English, folded.

#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lundis", "mardis", "mercredis", "jeudis", "vendredis", "samedis", "dimanches",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays",
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "matin", "matinee", "apres-midi", "midi", "soir", "soiree", "morning", "afternoon", "evening", "tonight",
    "hier", "aujourd'hui", "hui", "aujourd", "demain", "yesterday", "today", "tomorrow",
    "heure", "heures", "jour", "jours", "journee", "semaine", "semaines", "weekend", "mois", "annee", "annees",
    "hour", "hours", "days", "week", "weeks", "month", "months", "year", "years",
];
