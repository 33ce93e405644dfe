use super::*;
use crate::testing::{at, db_test};

db_test! {
    async fn inserted_organisation_comes_back_whole(world) {
        let org = Org {
            id: OrgId::from_uuid(world.seams.uuid()),
            name: "Musée de l’Été 🎨".to_owned(),
            kind: "museum".to_owned(),
            timezone: "Europe/Paris".to_owned(),
            created_at: at(3),
        };
        let mut tx = world.write().await;
        insert(&mut tx, &org).await.unwrap();
        assert_eq!(get(&mut tx, org.id).await.unwrap(), Some(org.clone()));
        assert_eq!(get(&mut tx, OrgId::from_uuid(world.seams.uuid())).await.unwrap(), None);
        assert_eq!(list(&mut tx).await.unwrap().iter().map(|it| it.id).collect::<Vec<_>>(), [world.org, org.id]);
    }
}
