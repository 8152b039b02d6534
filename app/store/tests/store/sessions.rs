//! Who is behind a session, and what ends one.

use crate::support::{LIMITS, NOW, Outcome, TestStore, later};
use domain::access::Role;
use domain::id::UserId;
use domain::time::Timestamp;
use store::error::Error;
use store::sessions::{self, Limits, NewSession, hash};
use store::users;

async fn staff_at(db: &TestStore, at: Timestamp) -> Result<bool, Error> {
    Ok(sessions::staff(db, &hash("token"), at, LIMITS).await?.is_some())
}

#[tokio::test]
async fn a_session_says_who_and_what_they_may() -> Outcome {
    let db = TestStore::new().await;
    for (address, role) in [("v@example.org", Role::Viewer), ("e@example.org", Role::Editor), ("a@example.org", Role::Admin)] {
        let id = db.person(address, role).await;
        db.session(id, address).await;
        let staff = db.staff(address).await.expect("someone");
        assert_eq!((staff.id(), staff.email(), staff.role(), staff.language()), (id, address, role, "de"));
        assert_eq!(staff.viewer().id(), Some(id));
        assert_eq!(staff.editor().is_some(), role >= Role::Editor);
        assert_eq!(staff.admin().is_some(), role >= Role::Admin);
    }
    assert!(db.staff("unknown").await.is_none());
    Ok(())
}

#[tokio::test]
async fn a_token_is_stored_as_its_hash() -> Outcome {
    let db = TestStore::new().await;
    let id = db.person("eva@example.org", Role::Editor).await;
    db.session(id, "token").await;
    // As `printf token | sha256sum` says.
    let stored = db.texts("select session_token from user_sessions").await;
    assert_eq!(stored, ["3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0"]);
    Ok(())
}

#[tokio::test]
async fn a_session_ends_when_idle_for_too_long() -> Outcome {
    let db = TestStore::new().await;
    let id = db.person("eva@example.org", Role::Editor).await;
    db.session(id, "token").await;
    let idle = LIMITS.idle_minutes * 60;
    assert!(staff_at(&db, later(idle - 1)).await?, "which counts as a request");
    assert!(staff_at(&db, later(2 * idle - 2)).await?);
    assert!(!staff_at(&db, later(3 * idle)).await?);
    Ok(())
}

#[tokio::test]
async fn a_session_ends_in_any_case_at_last() -> Outcome {
    let db = TestStore::new().await;
    let id = db.person("eva@example.org", Role::Editor).await;
    db.session(id, "token").await;
    let hours = LIMITS.absolute_hours;
    for hour in 1..hours {
        assert!(staff_at(&db, later(hour * 60 * 60)).await?, "{hour}");
    }
    assert!(!staff_at(&db, later(hours * 60 * 60)).await?);
    Ok(())
}

#[tokio::test]
async fn a_session_from_before_the_clock_was_set_back_is_over() -> Outcome {
    for change in ["created_at = '2099-01-01 00:00:00'", "last_seen_at = '2099-01-01 00:00:00'"] {
        let db = TestStore::new().await;
        let id = db.person("eva@example.org", Role::Editor).await;
        db.session(id, "token").await;
        assert!(staff_at(&db, Timestamp(NOW.0 - 60)).await?, "a minute is no matter");
        db.execute(format!("update user_sessions set {change}, expires_at = '2099-02-01 00:00:00'")).await?;
        assert!(!staff_at(&db, NOW).await?, "{change}");
        assert_eq!(sessions::delete_expired(&db, NOW, LIMITS).await?, 1, "{change}");
    }
    Ok(())
}

#[tokio::test]
async fn reading_writes_nothing_and_a_locked_file_ends_no_session() -> Outcome {
    let db = TestStore::new().await;
    let id = db.person("eva@example.org", Role::Editor).await;
    db.session(id, "token").await;
    let idle = LIMITS.idle_minutes * 60;
    let writing = db.begin_write().await?;
    for requests in 1..5 {
        assert!(staff_at(&db, later(requests * (idle - 1))).await?, "{requests}");
    }
    drop(writing);
    assert_eq!(sessions::flush(&db).await?, 1);
    assert_eq!(db.number("select unixepoch(last_seen_at) from user_sessions").await, later(4 * (idle - 1)).0);
    assert_eq!(sessions::flush(&db).await?, 0, "nothing is left to write");
    Ok(())
}

#[tokio::test]
async fn a_session_in_use_is_not_deleted_as_idle() -> Outcome {
    let db = TestStore::new().await;
    let id = db.person("eva@example.org", Role::Editor).await;
    db.session(id, "token").await;
    let idle = LIMITS.idle_minutes * 60;
    assert!(staff_at(&db, later(idle - 1)).await?);
    assert_eq!(sessions::delete_expired(&db, later(idle + 1), LIMITS).await?, 0);
    assert!(staff_at(&db, later(idle + 1)).await?);
    Ok(())
}

#[tokio::test]
async fn a_session_that_was_ended_stays_so_whatever_was_noted() -> Outcome {
    let db = TestStore::new().await;
    let id = db.person("eva@example.org", Role::Editor).await;
    db.session(id, "token").await;
    assert!(staff_at(&db, later(60)).await?);
    sessions::delete(&db, &hash("token")).await?;
    assert!(!staff_at(&db, later(61)).await?);
    sessions::flush(&db).await?;
    assert!(!staff_at(&db, later(62)).await?);
    Ok(())
}

#[tokio::test]
async fn being_seen_is_written_at_most_once_a_minute() -> Outcome {
    let db = TestStore::new().await;
    let id = db.person("eva@example.org", Role::Editor).await;
    db.session(id, "token").await;
    let seen = "select unixepoch(last_seen_at) from user_sessions";
    assert!(staff_at(&db, later(59)).await?);
    assert_eq!(sessions::flush(&db).await?, 0);
    assert_eq!(db.number(seen).await, NOW.0);
    assert!(staff_at(&db, later(60)).await?);
    assert_eq!(sessions::flush(&db).await?, 1);
    assert_eq!(db.number(seen).await, later(60).0);
    Ok(())
}

#[tokio::test]
async fn lost_rights_end_all_sessions() -> Outcome {
    for change in ["role = 'viewer'", "is_active = 0", "deleted_at = '2026-11-22 00:00:00'"] {
        let db = TestStore::new().await;
        let id = db.person("eva@example.org", Role::Editor).await;
        db.session(id, "laptop").await;
        db.session(id, "phone").await;
        db.execute("update admin_users set last_name = 'Holm-Byron'").await?;
        assert!(db.staff("laptop").await.is_some());
        db.execute(format!("update admin_users set {change}")).await?;
        assert_eq!(db.number("select count(*) from user_sessions").await, 0, "{change}");
    }
    Ok(())
}

#[tokio::test]
async fn a_changed_password_ends_ones_other_sessions() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    let tim = db.person("tim@example.org", Role::Editor).await;
    for (id, token) in [(eva, "laptop"), (eva, "phone"), (tim, "tablet")] {
        db.session(id, token).await;
    }
    let staff = db.staff("laptop").await.expect("someone");
    users::set_password(&db, &staff, "new", NOW).await?;
    assert!(db.staff("laptop").await.is_some());
    assert!(db.staff("phone").await.is_none());
    assert!(db.staff("tablet").await.is_some());
    assert_eq!(db.texts("select hashed_password from admin_users order by id").await, ["new", "old"]);
    Ok(())
}

#[tokio::test]
async fn one_sees_and_ends_ones_own_sessions_only() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    let tim = db.person("tim@example.org", Role::Editor).await;
    let laptop = db.session(eva, "laptop").await;
    let phone = db.session(eva, "phone").await;
    let tablet = db.session(tim, "tablet").await;
    let staff = db.staff("laptop").await.expect("someone");
    let own = sessions::list_own(&db, &staff, NOW, LIMITS).await?;
    assert_eq!(own.iter().map(|row| (row.id, row.is_this)).collect::<Vec<_>>(), [(phone, false), (laptop, true)]);
    assert_eq!(own[0].user_agent.as_deref(), Some("Firefox"));
    assert!(matches!(sessions::end_own(&db, &staff, tablet).await, Err(Error::NotFound)));
    sessions::end_own(&db, &staff, phone).await?;
    assert!(db.staff("phone").await.is_none());
    assert!(db.staff("tablet").await.is_some());
    Ok(())
}

#[tokio::test]
async fn the_session_layers_record_is_kept_until_the_session_ends() -> Outcome {
    let db = TestStore::new().await;
    let id = db.person("eva@example.org", Role::Editor).await;
    db.session(id, "token").await;
    let token = hash("token");
    sessions::save(&db, &token, r#"{"user":1}"#, later(100)).await?;
    let loaded = sessions::load(&db, &token, NOW).await?.expect("a record");
    assert_eq!((loaded.user, loaded.data.as_str(), loaded.expires_at), (id, r#"{"user":1}"#, later(100)));
    assert!(sessions::load(&db, &token, later(100)).await?.is_none());
    sessions::delete(&db, &token).await?;
    assert!(matches!(sessions::save(&db, &token, "{}", later(100)).await, Err(Error::NotFound)), "it does not come back");
    sessions::delete(&db, &token).await?;
    Ok(())
}

#[tokio::test]
async fn nobody_begins_a_session_with_anothers_token_or_without_an_account() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    let new = |user| NewSession {
        token_hash: hash("token"),
        user,
        data: "{}".into(),
        expires_at: later(100),
        user_agent: Some("x".repeat(1_000)),
        ip_address: None,
    };
    sessions::create(&db, &new(eva), NOW).await?;
    assert_eq!(db.number("select length(user_agent) from user_sessions").await, 300);
    assert!(matches!(sessions::create(&db, &new(eva), NOW).await, Err(Error::Taken { .. })));
    assert!(matches!(sessions::create(&db, &new(UserId(99)), NOW).await, Err(Error::NotFound)));
    db.execute("update admin_users set is_active = 0").await?;
    assert!(matches!(sessions::create(&db, &new(eva), NOW).await, Err(Error::NotFound)));
    Ok(())
}

#[tokio::test]
async fn sessions_that_are_over_are_deleted() -> Outcome {
    let db = TestStore::new().await;
    let id = db.person("eva@example.org", Role::Editor).await;
    db.session(id, "token").await;
    assert_eq!(sessions::delete_expired(&db, later(60), LIMITS).await?, 0);
    let short = Limits { idle_minutes: 1, ..LIMITS };
    assert_eq!(sessions::delete_expired(&db, later(60), short).await?, 1);
    Ok(())
}
