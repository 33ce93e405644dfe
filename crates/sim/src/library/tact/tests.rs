use super::*;

#[test]
fn moments_are_read_from_the_words() {
    let morning = Tact::of("Croisé un héron ce matin");
    assert!(morning.is_timely(8, 0) && !morning.is_timely(22, 0));
    let night = Tact::of("Bonne nuit à tous");
    assert!(night.is_timely(23, 6) && night.is_timely(1, 6) && !night.is_timely(12, 6));
    let story = Tact::of("Ce matin il pleuvait, ce soir aussi, bonne nuit");
    assert!(story.is_timely(21, 2) && !story.is_timely(9, 2));
}

#[test]
fn work_and_school_are_for_weekdays() {
    let line = Tact::of("Encore en retard au boulot");
    assert!(line.is_timely(9, 4) && !line.is_timely(9, 5));
}

#[test]
fn people_speak_their_age() {
    assert!(!Tact::of("Ma fille a dit").is_for(Age::Teen));
    assert!(
        Tact::of("Mes petits-enfants").is_for(Age::Elder)
            && !Tact::of("Mes petits-enfants").is_for(Age::Adult)
    );
    assert!(
        Tact::of("qui est en perm").is_for(Age::Teen)
            && !Tact::of("qui est en perm").is_for(Age::Parent)
    );
    assert!(Tact::of("Il pleut").is_for(Age::Teen));
}
