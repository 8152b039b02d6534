//! Who is behind a session, and what ends one.

mod support;

use domain::access::Role;
use domain::id::UserId;
use domain::time::Timestamp;
use store::access::Admin;
use store::error::Error;
use store::sessions::{self, Limits, NewSession, hash};
use store::users;
use support::{LIMITS, NOW, Outcome, Place, later};

async fn staff_at(place: &Place, at: Timestamp) -> Result<bool, Error> {
    Ok(sessions::staff(place, &hash("token"), at, LIMITS).await?.is_some())
}

#[tokio::test]
async fn a_session_says_who_and_what_they_may() -> Outcome {
    let place = Place::new().await;
    for (address, role) in [("v@example.org", Role::Viewer), ("e@example.org", Role::Editor), ("a@example.org", Role::Admin)] {
        let id = place.person(address, role).await;
        place.session(id, address).await;
        let staff = place.staff(address).await.expect("someone");
        assert_eq!((staff.id(), staff.email(), staff.role(), staff.language()), (id, address, role, "de"));
        assert_eq!(staff.viewer().id(), Some(id));
        assert_eq!(staff.editor().is_some(), role >= Role::Editor);
        assert_eq!(staff.admin().is_some(), role >= Role::Admin);
    }
    assert!(place.staff("unknown").await.is_none());
    Ok(())
}

#[tokio::test]
async fn a_token_is_stored_as_its_hash() -> Outcome {
    let place = Place::new().await;
    let id = place.person("eva@example.org", Role::Editor).await;
    place.session(id, "token").await;
    // As `printf token | sha256sum` says.
    let stored = place.texts("select session_token from user_sessions").await;
    assert_eq!(stored, ["3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0"]);
    Ok(())
}

#[tokio::test]
async fn a_session_ends_when_idle_for_too_long() -> Outcome {
    let place = Place::new().await;
    let id = place.person("eva@example.org", Role::Editor).await;
    place.session(id, "token").await;
    let idle = LIMITS.idle_minutes * 60;
    assert!(staff_at(&place, later(idle - 1)).await?, "which counts as a request");
    assert!(staff_at(&place, later(2 * idle - 2)).await?);
    assert!(!staff_at(&place, later(3 * idle)).await?);
    Ok(())
}

#[tokio::test]
async fn a_session_ends_in_any_case_at_last() -> Outcome {
    let place = Place::new().await;
    let id = place.person("eva@example.org", Role::Editor).await;
    place.session(id, "token").await;
    let hours = LIMITS.absolute_hours;
    for hour in 1..hours {
        assert!(staff_at(&place, later(hour * 60 * 60)).await?, "{hour}");
    }
    assert!(!staff_at(&place, later(hours * 60 * 60)).await?);
    Ok(())
}

#[tokio::test]
async fn reading_writes_nothing_and_a_locked_file_ends_no_session() -> Outcome {
    let place = Place::new().await;
    let id = place.person("eva@example.org", Role::Editor).await;
    place.session(id, "token").await;
    let idle = LIMITS.idle_minutes * 60;
    let writing = place.begin_write().await?;
    for requests in 1..5 {
        assert!(staff_at(&place, later(requests * (idle - 1))).await?, "{requests}");
    }
    drop(writing);
    assert_eq!(sessions::flush(&place).await?, 1);
    assert_eq!(place.number("select unixepoch(last_seen_at) from user_sessions").await, later(4 * (idle - 1)).0);
    assert_eq!(sessions::flush(&place).await?, 0, "nothing is left to write");
    Ok(())
}

#[tokio::test]
async fn a_session_in_use_is_not_deleted_as_idle() -> Outcome {
    let place = Place::new().await;
    let id = place.person("eva@example.org", Role::Editor).await;
    place.session(id, "token").await;
    let idle = LIMITS.idle_minutes * 60;
    assert!(staff_at(&place, later(idle - 1)).await?);
    assert_eq!(sessions::delete_expired(&place, later(idle + 1), LIMITS).await?, 0);
    assert!(staff_at(&place, later(idle + 1)).await?);
    Ok(())
}

#[tokio::test]
async fn a_session_that_was_ended_stays_so_whatever_was_noted() -> Outcome {
    let place = Place::new().await;
    let id = place.person("eva@example.org", Role::Editor).await;
    place.session(id, "token").await;
    assert!(staff_at(&place, later(60)).await?);
    sessions::delete(&place, &hash("token")).await?;
    assert!(!staff_at(&place, later(61)).await?);
    sessions::flush(&place).await?;
    assert!(!staff_at(&place, later(62)).await?);
    Ok(())
}

#[tokio::test]
async fn being_seen_is_written_at_most_once_a_minute() -> Outcome {
    let place = Place::new().await;
    let id = place.person("eva@example.org", Role::Editor).await;
    place.session(id, "token").await;
    let seen = "select unixepoch(last_seen_at) from user_sessions";
    assert!(staff_at(&place, later(59)).await?);
    assert_eq!(sessions::flush(&place).await?, 0);
    assert_eq!(place.number(seen).await, NOW.0);
    assert!(staff_at(&place, later(60)).await?);
    assert_eq!(sessions::flush(&place).await?, 1);
    assert_eq!(place.number(seen).await, later(60).0);
    Ok(())
}

#[tokio::test]
async fn lost_rights_end_all_sessions() -> Outcome {
    for change in ["role = 'viewer'", "is_active = 0", "deleted_at = '2026-11-22 00:00:00'"] {
        let place = Place::new().await;
        let id = place.person("eva@example.org", Role::Editor).await;
        place.session(id, "laptop").await;
        place.session(id, "phone").await;
        place.execute("update admin_users set last_name = 'Holm-Byron'").await?;
        assert!(place.staff("laptop").await.is_some());
        place.execute(format!("update admin_users set {change}")).await?;
        assert_eq!(place.number("select count(*) from user_sessions").await, 0, "{change}");
    }
    Ok(())
}

#[tokio::test]
async fn a_changed_password_ends_ones_other_sessions() -> Outcome {
    let place = Place::new().await;
    let eva = place.person("eva@example.org", Role::Editor).await;
    let tim = place.person("tim@example.org", Role::Editor).await;
    for (id, token) in [(eva, "laptop"), (eva, "phone"), (tim, "tablet")] {
        place.session(id, token).await;
    }
    let staff = place.staff("laptop").await.expect("someone");
    users::set_password(&place, &staff, "new", NOW).await?;
    assert!(place.staff("laptop").await.is_some());
    assert!(place.staff("phone").await.is_none());
    assert!(place.staff("tablet").await.is_some());
    assert_eq!(place.texts("select hashed_password from admin_users order by id").await, ["new", "old"]);
    Ok(())
}

#[tokio::test]
async fn one_sees_and_ends_ones_own_sessions_only() -> Outcome {
    let place = Place::new().await;
    let eva = place.person("eva@example.org", Role::Editor).await;
    let tim = place.person("tim@example.org", Role::Editor).await;
    let laptop = place.session(eva, "laptop").await;
    let phone = place.session(eva, "phone").await;
    let tablet = place.session(tim, "tablet").await;
    let staff = place.staff("laptop").await.expect("someone");
    let own = sessions::list_own(&place, &staff, NOW, LIMITS).await?;
    assert_eq!(own.iter().map(|row| (row.id, row.is_this)).collect::<Vec<_>>(), [(phone, false), (laptop, true)]);
    assert_eq!(own[0].user_agent.as_deref(), Some("Firefox"));
    assert!(matches!(sessions::end_own(&place, &staff, tablet).await, Err(Error::NotFound)));
    sessions::end_own(&place, &staff, phone).await?;
    assert!(place.staff("phone").await.is_none());
    assert!(place.staff("tablet").await.is_some());
    assert_eq!(sessions::end_all(&place, &Admin::command_line(), tim, NOW).await?, 1);
    assert!(place.staff("tablet").await.is_none());
    Ok(())
}

#[tokio::test]
async fn the_session_layers_record_is_kept_until_the_session_ends() -> Outcome {
    let place = Place::new().await;
    let id = place.person("eva@example.org", Role::Editor).await;
    place.session(id, "token").await;
    let token = hash("token");
    sessions::save(&place, &token, r#"{"user":1}"#, later(100)).await?;
    let loaded = sessions::load(&place, &token, NOW).await?.expect("a record");
    assert_eq!((loaded.user, loaded.data.as_str(), loaded.expires_at), (id, r#"{"user":1}"#, later(100)));
    assert!(sessions::load(&place, &token, later(100)).await?.is_none());
    sessions::delete(&place, &token).await?;
    assert!(matches!(sessions::save(&place, &token, "{}", later(100)).await, Err(Error::NotFound)), "it does not come back");
    sessions::delete(&place, &token).await?;
    Ok(())
}

#[tokio::test]
async fn nobody_begins_a_session_with_anothers_token_or_without_an_account() -> Outcome {
    let place = Place::new().await;
    let eva = place.person("eva@example.org", Role::Editor).await;
    let new = |user| NewSession {
        token_hash: hash("token"),
        user,
        data: "{}".into(),
        expires_at: later(100),
        user_agent: Some("x".repeat(1_000)),
        ip_address: None,
    };
    sessions::create(&place, &new(eva), NOW).await?;
    assert_eq!(place.number("select length(user_agent) from user_sessions").await, 300);
    assert!(matches!(sessions::create(&place, &new(eva), NOW).await, Err(Error::Taken { .. })));
    assert!(matches!(sessions::create(&place, &new(UserId(99)), NOW).await, Err(Error::NotFound)));
    place.execute("update admin_users set is_active = 0").await?;
    assert!(matches!(sessions::create(&place, &new(eva), NOW).await, Err(Error::NotFound)));
    Ok(())
}

#[tokio::test]
async fn sessions_that_are_over_are_deleted() -> Outcome {
    let place = Place::new().await;
    let id = place.person("eva@example.org", Role::Editor).await;
    place.session(id, "token").await;
    assert_eq!(sessions::delete_expired(&place, later(60), LIMITS).await?, 0);
    let short = Limits { idle_minutes: 1, ..LIMITS };
    assert_eq!(sessions::delete_expired(&place, later(60), short).await?, 1);
    Ok(())
}
