//! Signing in, one-time links and the list of staff.

use crate::support::{NOW, Outcome, TestStore, email, later, new_user};
use domain::access::Role;
use domain::user::UserState;
use store::access::Admin;
use store::error::{Conflict, Error};
use store::users::links::{self, Open, Purpose};
use store::users::{self, LOCK_SECONDS, Rehashed};

const HOUR: i64 = 60 * 60;

#[tokio::test]
async fn an_email_address_is_taken_once() -> Outcome {
    let db = TestStore::new().await;
    db.person("eva@example.org", Role::Editor).await;
    let again = users::create(&db, &Admin::command_line(), &new_user("Eva@Example.org", Role::Viewer), NOW).await;
    assert!(matches!(again, Err(Error::Taken { field }) if field == "email"));
    assert_eq!(db.number("select count(*) from audit_log where action = 'created' and item_kind = 'user'").await, 1);
    Ok(())
}

#[tokio::test]
async fn credentials_are_found_in_any_case_but_not_of_the_deleted() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    let found = users::credentials(&db, &email("EVA@example.org")).await?.expect("someone");
    assert_eq!((found.id, found.password_hash.as_str(), found.is_active), (eva, "old", true));
    assert!(users::credentials(&db, &email("nobody@example.org")).await?.is_none());
    db.execute("update admin_users set deleted_at = '2026-01-01 00:00:00'").await?;
    assert!(users::credentials(&db, &email("eva@example.org")).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn the_fifth_failure_in_a_row_locks_for_half_an_hour() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    for _ in 0..4 {
        assert_eq!(users::record_failed_sign_in(&db, eva, None, NOW).await?, None);
    }
    assert_eq!(users::record_failed_sign_in(&db, eva, None, NOW).await?, Some(later(LOCK_SECONDS)));
    assert_eq!(users::record_failed_sign_in(&db, eva, None, later(60)).await?, Some(later(LOCK_SECONDS)), "it does not grow");
    let locked = users::credentials(&db, &email("eva@example.org")).await?.expect("someone");
    assert_eq!(locked.locked_until, Some(later(LOCK_SECONDS)));
    assert!(matches!(users::record_sign_in(&db, eva, None, later(60)).await, Err(Error::NotFound)), "not while locked");

    let after = later(LOCK_SECONDS);
    for _ in 0..4 {
        assert_eq!(users::record_failed_sign_in(&db, eva, None, after).await?, None, "the count began anew");
    }
    assert!(users::record_failed_sign_in(&db, eva, None, after).await?.is_some());
    Ok(())
}

#[tokio::test]
async fn a_lock_from_before_the_clock_was_set_back_holds_no_more() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    let lock = "update admin_users set failed_login_attempts = 5, locked_until = '2099-01-01 00:00:00'";
    db.execute(lock).await?;
    let known = users::credentials(&db, &email("eva@example.org")).await?.expect("someone");
    assert!(!users::is_locked(known.locked_until.expect("a time"), NOW));
    users::record_sign_in(&db, eva, None, NOW).await?;
    db.execute(lock).await?;
    for _ in 0..4 {
        assert_eq!(users::record_failed_sign_in(&db, eva, None, NOW).await?, None, "the count begins anew");
    }
    assert_eq!(users::record_failed_sign_in(&db, eva, None, NOW).await?, Some(later(LOCK_SECONDS)));
    Ok(())
}

#[tokio::test]
async fn a_right_password_forgets_failures() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    for _ in 0..4 {
        users::record_failed_sign_in(&db, eva, None, NOW).await?;
    }
    users::record_sign_in(&db, eva, None, later(5)).await?;
    assert_eq!(users::record_failed_sign_in(&db, eva, None, later(6)).await?, None);
    assert_eq!(db.number("select unixepoch(last_login) from admin_users").await, later(5).0);
    Ok(())
}

#[tokio::test]
async fn of_many_failures_at_once_none_is_lost() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    let attempts: Vec<_> = (0..10)
        .map(|_| {
            let store = (*db).clone();
            tokio::spawn(async move { users::record_failed_sign_in(&store, eva, None, NOW).await })
        })
        .collect();
    let mut locked = 0;
    for attempt in attempts {
        locked += i64::from(attempt.await??.is_some());
    }
    assert_eq!(locked, 6, "the fifth and all after it");
    assert_eq!(db.number("select failed_login_attempts from admin_users").await, 10);
    Ok(())
}

#[tokio::test]
async fn an_admin_unlocks() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    for _ in 0..5 {
        users::record_failed_sign_in(&db, eva, None, NOW).await?;
    }
    let state =
        async || -> Result<UserState, Error> { Ok(users::list(&db, &Admin::command_line(), None, 25, NOW).await?[0].state) };
    assert_eq!(state().await?, UserState::Locked(later(LOCK_SECONDS)));
    users::unlock(&db, &Admin::command_line(), eva, NOW).await?;
    assert_eq!(state().await?, UserState::Active);
    Ok(())
}

#[tokio::test]
async fn a_new_hash_of_an_old_password_does_not_bring_it_back() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    users::record_sign_in(&db, eva, Some(Rehashed { old: "other", new: "wrong" }), NOW).await?;
    assert_eq!(db.texts("select hashed_password from admin_users").await, ["old"]);
    users::record_sign_in(&db, eva, Some(Rehashed { old: "old", new: "newer" }), NOW).await?;
    assert_eq!(db.texts("select hashed_password from admin_users").await, ["newer"]);
    Ok(())
}

#[tokio::test]
async fn the_first_admin_comes_by_link_and_only_the_first() -> Outcome {
    let db = TestStore::new().await;
    links::issue(&db, &Admin::command_line(), Purpose::FirstAdmin, "old link", later(HOUR), None, NOW).await?;
    links::issue(&db, &Admin::command_line(), Purpose::FirstAdmin, "link", later(HOUR), None, NOW).await?;
    assert!(matches!(links::open(&db, "old link", NOW).await, Err(Error::NotFound)), "overtaken");
    assert_eq!(links::open(&db, "link", NOW).await?, Open::FirstAdmin);
    assert!(matches!(links::redeem(&db, "link", "hash", NOW).await, Err(Error::NotFound)), "it is for no one's password");

    let ada = new_user("ada@example.org", Role::Viewer);
    links::redeem_first_admin(&db, "link", &ada, "hash", NOW).await?;
    assert_eq!(db.texts("select role from admin_users").await, ["admin"]);
    assert!(matches!(links::redeem_first_admin(&db, "link", &ada, "hash", NOW).await, Err(Error::NotFound)));
    let issued = links::issue(&db, &Admin::command_line(), Purpose::FirstAdmin, "another", later(HOUR), None, NOW).await;
    assert!(matches!(issued, Err(Error::Conflict(Conflict::HasAdmin))));
    Ok(())
}

#[tokio::test]
async fn a_link_for_the_first_admin_is_worth_nothing_once_there_is_one() -> Outcome {
    let db = TestStore::new().await;
    links::issue(&db, &Admin::command_line(), Purpose::FirstAdmin, "link", later(HOUR), None, NOW).await?;
    db.person("ada@example.org", Role::Admin).await;
    assert!(matches!(links::open(&db, "link", NOW).await, Err(Error::NotFound)));
    let redeemed = links::redeem_first_admin(&db, "link", &new_user("eve@example.org", Role::Admin), "hash", NOW).await;
    assert!(matches!(redeemed, Err(Error::Conflict(Conflict::HasAdmin))));
    Ok(())
}

#[tokio::test]
async fn nobody_who_has_a_password_is_invited_again() -> Outcome {
    let db = TestStore::new().await;
    let by = Admin::command_line();
    let eva = db.person("eva@example.org", Role::Editor).await;
    let issued = links::issue(&db, &by, Purpose::SetUp(eva), "link", later(HOUR), None, NOW).await;
    assert!(matches!(issued, Err(Error::Conflict(Conflict::HasPassword))));
    assert_eq!(db.number("select count(*) from user_tokens").await, 0);
    assert_eq!(db.number("select count(*) from audit_log where action = 'link issued'").await, 0);
    Ok(())
}

#[tokio::test]
async fn every_link_stands_in_the_audit_log_without_what_it_carries() -> Outcome {
    let db = TestStore::new().await;
    let by = Admin::command_line();
    links::issue(&db, &by, Purpose::FirstAdmin, "one", later(HOUR), None, NOW).await?;
    let eva = users::create(&db, &by, &new_user("eva@example.org", Role::Editor), NOW).await?;
    links::issue(&db, &by, Purpose::SetUp(eva), "two", later(HOUR), None, NOW).await?;
    links::issue(&db, &by, Purpose::Reset(eva), "three", later(HOUR), None, NOW).await?;
    let kinds = "select json_extract(after, '$.kind') from audit_log where action = 'link issued' order by id";
    assert_eq!(db.texts(kinds).await, ["first_admin", "set_up", "reset"]);
    assert_eq!(db.number("select count(*) from audit_log where after like '%two%'").await, 0);
    Ok(())
}

#[tokio::test]
async fn of_two_who_redeem_a_link_one_wins() -> Outcome {
    let db = TestStore::new().await;
    let eva = users::create(&db, &Admin::command_line(), &new_user("eva@example.org", Role::Editor), NOW).await?;
    for round in 0..10 {
        let link = format!("link {round}");
        links::issue(&db, &Admin::command_line(), Purpose::Reset(eva), &link, later(HOUR), None, NOW).await?;
        let redeem = |hash: &'static str| {
            let (store, link) = ((*db).clone(), link.clone());
            tokio::spawn(async move { links::redeem(&store, &link, hash, NOW).await })
        };
        let (first, second) = (redeem("first"), redeem("second"));
        let outcomes = [first.await?, second.await?];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(Error::NotFound))));
    }
    Ok(())
}

#[tokio::test]
async fn of_two_who_redeem_the_first_admins_link_one_becomes_admin() -> Outcome {
    let db = TestStore::new().await;
    links::issue(&db, &Admin::command_line(), Purpose::FirstAdmin, "link", later(HOUR), None, NOW).await?;
    let redeem = |address: &'static str| {
        let store = (*db).clone();
        tokio::spawn(async move { links::redeem_first_admin(&store, "link", &new_user(address, Role::Admin), "hash", NOW).await })
    };
    let (first, second) = (redeem("ada@example.org"), redeem("eve@example.org"));
    assert_ne!(first.await?.is_ok(), second.await?.is_ok());
    assert_eq!(db.number("select count(*) from admin_users").await, 1);
    Ok(())
}

#[tokio::test]
async fn a_link_ends_in_time_and_with_the_account() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    links::issue(&db, &Admin::command_line(), Purpose::Reset(eva), "link", later(HOUR), None, NOW).await?;
    let Open::Reset(me) = links::open(&db, "link", later(HOUR - 1)).await? else { panic!("a reset") };
    assert_eq!(me.email, "eva@example.org");
    assert!(matches!(links::open(&db, "link", later(HOUR)).await, Err(Error::NotFound)));
    assert!(matches!(links::redeem(&db, "link", "hash", later(HOUR)).await, Err(Error::NotFound)));
    db.execute("update admin_users set is_active = 0").await?;
    assert!(matches!(links::open(&db, "link", NOW).await, Err(Error::NotFound)));
    assert!(matches!(links::redeem(&db, "link", "hash", NOW).await, Err(Error::NotFound)));
    assert!(matches!(
        links::issue(&db, &Admin::command_line(), Purpose::Reset(eva), "other", later(HOUR), None, NOW).await,
        Err(Error::NotFound)
    ));
    db.execute("update admin_users set is_active = 1").await?;
    links::redeem(&db, "link", "hash", NOW).await?;
    assert_eq!(links::delete_expired(&db, later(48 * HOUR)).await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_new_password_by_link_unlocks_and_ends_sessions_and_other_links() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    db.session(eva, "laptop").await;
    for _ in 0..5 {
        users::record_failed_sign_in(&db, eva, None, NOW).await?;
    }
    db.execute("update admin_users set hashed_password = ''").await?;
    links::issue(&db, &Admin::command_line(), Purpose::SetUp(eva), "invitation", later(HOUR), None, NOW).await?;
    links::issue(&db, &Admin::command_line(), Purpose::Reset(eva), "reset", later(HOUR), None, NOW).await?;
    assert_eq!(links::redeem(&db, "reset", "new", NOW).await?, eva);
    assert!(db.staff("laptop").await.is_none());
    assert!(matches!(links::open(&db, "invitation", NOW).await, Err(Error::NotFound)));
    let credentials = users::credentials(&db, &email("eva@example.org")).await?.expect("someone");
    assert_eq!((credentials.password_hash.as_str(), credentials.locked_until), ("new", None));
    let logged = db.texts("select actor || ': ' || action from audit_log where user_id is not null").await;
    assert_eq!(logged, ["Mara Lindqvist: password chosen"]);
    Ok(())
}

#[tokio::test]
async fn the_list_goes_on_after_the_last_and_tells_each_state() -> Outcome {
    let db = TestStore::new().await;
    let command_line = Admin::command_line();
    let ada = db.person("ada@example.org", Role::Admin).await;
    users::create(&db, &command_line, &new_user("eva@example.org", Role::Editor), NOW).await?;
    db.person("tim@example.org", Role::Viewer).await;
    db.execute("update admin_users set is_active = 0 where email = 'tim@example.org'").await?;
    let rows = users::list(&db, &command_line, None, 25, NOW).await?;
    let states: Vec<_> = rows.iter().map(|row| (row.email.as_str(), row.state)).collect();
    assert_eq!(
        states,
        [
            ("ada@example.org", UserState::Active),
            ("eva@example.org", UserState::Invited),
            ("tim@example.org", UserState::Inactive)
        ]
    );
    let next = users::list(&db, &command_line, Some(ada), 1, NOW).await?;
    assert_eq!(next.len(), 1);
    assert_eq!(next[0].email, "eva@example.org");
    Ok(())
}
