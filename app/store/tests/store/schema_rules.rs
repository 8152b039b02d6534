//! Rules that triggers and unique indexes enforce for every writer.

use crate::support::{Outcome, TestStore};
use store::Error;
use store::error::Conflict;

const PEOPLE: &str = "insert into admin_users (id, email, hashed_password, first_name, last_name, role) values
    (1, 'ada@example.org', 'hash', 'Ada', 'Byron', 'admin'),
    (2, 'eva@example.org', 'hash', 'Eva', 'Holm', 'editor');";

const FILE: &str =
    "insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash, uploaded_by)
    values (1, 'f', 'f', 'f', 1, 'application/pdf', 'h', 2);";

async fn refusal(db: &TestStore, sql: &str) -> String {
    db.execute(sql).await.expect_err("refused").to_string()
}

#[tokio::test]
async fn an_email_address_is_unique_in_any_case_and_free_after_a_soft_delete() -> Outcome {
    let db = TestStore::new().await;
    db.execute(PEOPLE).await?;
    let again =
        "insert into admin_users (email, hashed_password, first_name, last_name) values ('EVA@example.org', '', 'E', 'H')";
    assert!(refusal(&db, again).await.contains("uq_admin_users_email"));
    db.execute("update admin_users set deleted_at = '2026-01-01 00:00:00' where id = 2").await?;
    db.execute(again).await?;
    let restore = "update admin_users set deleted_at = null where id = 2";
    assert!(refusal(&db, restore).await.contains("uq_admin_users_email"));
    Ok(())
}

#[tokio::test]
async fn slugs_are_free_after_a_soft_delete() -> Outcome {
    let db = TestStore::new().await;
    db.execute(format!("{PEOPLE}{FILE}")).await?;
    for (table, insert) in [
        ("webinars", "insert into webinars (title, slug, scheduled_at) values ('{}', 's', '2026-01-01 00:00:00')"),
        ("whitepapers", "insert into whitepapers (title, slug, file_id) values ('{}', 's', 1)"),
        ("pages", "insert into pages (slug, title, content) values ('s', '{}', '{}')"),
    ] {
        db.execute(insert).await?;
        assert!(refusal(&db, insert).await.contains(&format!("UNIQUE constraint failed: {table}.slug")));
        db.execute(format!("update {table} set deleted_at = '2026-01-01 00:00:00'")).await?;
        db.execute(insert).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_slug_is_unique_within_its_language_and_free_after_a_soft_delete() -> Outcome {
    let db = TestStore::new().await;
    db.execute("insert into pages (id, slug, title, content) values (1, 'x', '{}', '{}'), (2, 'y', '{}', '{}')").await?;
    db.execute("insert into translations (item_kind, item_id, language, slug) values ('page', 1, 'de', 'team'), ('page', 2, 'en', 'team')").await?;
    let again = "insert into translations (item_kind, item_id, language, slug) values ('page', 2, 'de', 'team')";
    assert!(refusal(&db, again).await.contains("slug_claims.language, slug_claims.slug"));
    db.execute("update pages set deleted_at = '2026-01-01 00:00:00' where id = 1").await?;
    db.execute(again).await?;
    let restore = "update pages set deleted_at = null where id = 1";
    assert!(refusal(&db, restore).await.contains("slug_claims.language, slug_claims.slug"));
    assert_eq!(db.number("select count(*) from translations where deleted_at is not null").await, 1, "nothing was half restored");
    Ok(())
}

#[tokio::test]
async fn purging_a_person_leaves_what_they_made() -> Outcome {
    let db = TestStore::new().await;
    db.execute(format!("{PEOPLE}{FILE}")).await?;
    db.execute(
        "insert into pages (slug, title, content, author_id, updated_by) values ('s', '{}', '{}', 2, 2);
            insert into revisions (item_kind, item_id, number, snapshot, created_by) values ('page', 1, 1, '{}', 2);
            insert into whitepapers (title, slug, file_id, author_id) values ('{}', 's', 1, 2);
            insert into bookings (first_name, last_name, email, booking_type, preferred_date, assigned_to)
                values ('A', 'B', 'a@b.de', 'demo', '2026-01-01 09:00:00', 2);
            insert into analytics_events (event_type, user_id) values ('page_view', 2);
            insert into audit_log (user_id, actor, action, item_kind) values (2, 'Eva Holm', 'created', 'page');
            insert into user_sessions (user_id, session_token, expires_at) values (2, 't', '2030-01-01 00:00:00');
            insert into user_tokens (kind, user_id, token_hash, expires_at) values ('reset', 2, 't', '2030-01-01 00:00:00');
            delete from admin_users where id = 2;",
    )
    .await?;
    for kept in ["pages", "revisions", "media_files", "whitepapers", "bookings", "analytics_events", "audit_log"] {
        assert_eq!(db.number(format!("select count(*) from {kept}")).await, 1, "{kept}");
    }
    assert_eq!(db.texts("select actor from audit_log where user_id is null").await, ["Eva Holm"]);
    assert_eq!(db.number("select (select count(*) from user_sessions) + (select count(*) from user_tokens)").await, 0);
    Ok(())
}

#[tokio::test]
async fn leads_survive_the_purge_of_what_they_came_from() -> Outcome {
    let db = TestStore::new().await;
    db.execute(format!("{PEOPLE}{FILE}")).await?;
    db
        .execute(
            r#"insert into webinars (id, title, slug, scheduled_at) values (1, '{"en": "Grids"}', 's', '2026-01-01 00:00:00');
            insert into webinar_registrations (webinar_id, first_name, last_name, email) values (1, 'A', 'B', 'a@b.de');
            insert into whitepapers (id, title, slug, file_id) values (1, '{"en": "Faults"}', 's', 1);
            insert into whitepaper_downloads (id, whitepaper_id, first_name, last_name, email) values (1, 1, 'A', 'B', 'a@b.de');
            insert into download_grants (token_hash, whitepaper_id, download_id, expires_at) values ('t', 1, 1, '2026-01-01 00:00:00');
            delete from webinars;
            delete from whitepapers;"#,
        )
        .await?;
    let registrations = "select webinar_title from webinar_registrations where webinar_id is null";
    assert_eq!(db.texts(registrations).await, [r#"{"en": "Grids"}"#]);
    let downloads = "select whitepaper_title from whitepaper_downloads where whitepaper_id is null";
    assert_eq!(db.texts(downloads).await, [r#"{"en": "Faults"}"#]);
    assert_eq!(db.number("select count(*) from download_grants").await, 0);
    Ok(())
}

#[tokio::test]
async fn a_full_webinar_takes_nobody_until_a_seat_is_free() -> Outcome {
    let db = TestStore::new().await;
    db.execute(
        "insert into webinars (id, title, slug, scheduled_at, max_participants) values (1, '{}', 's', '2026-01-01 00:00:00', 2)",
    )
    .await?;
    let register = |email: &str| {
        format!("insert into webinar_registrations (webinar_id, first_name, last_name, email) values (1, 'A', 'B', '{email}')")
    };
    db.execute(register("a@b.de")).await?;
    assert!(refusal(&db, &register("A@B.de")).await.contains("uq_webinar_registrations_webinar_id_email"));
    db.execute(register("c@b.de")).await?;
    assert!(refusal(&db, &register("d@b.de")).await.contains("rule: full"));
    let waiting =
        register("d@b.de").replace("email)", "email, waiting_since)").replace("'d@b.de')", "'d@b.de', '2026-01-01 00:00:00')");
    db.execute(waiting).await?;
    let take_seat = "update webinar_registrations set waiting_since = null where email = 'd@b.de'";
    assert!(refusal(&db, take_seat).await.contains("rule: full"));
    assert!(refusal(&db, "update webinars set max_participants = 1").await.contains("ck_webinars_capacity"));
    db.execute("update webinar_registrations set cancelled_at = '2026-01-01 00:00:00' where email = 'a@b.de'").await?;
    db.execute(take_seat).await?;
    db.execute("delete from webinar_registrations where email = 'a@b.de'").await?;
    assert_eq!(db.number("select seats_taken from webinars").await, 2);
    assert!(store::check::check(&db).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn two_bookings_never_overlap() -> Outcome {
    let db = TestStore::new().await;
    let book = |at: &str| {
        format!(
            "insert into bookings (first_name, last_name, email, booking_type, preferred_date)
            values ('A', 'B', 'a@b.de', 'demo', '2026-01-05 {at}:00')"
        )
    };
    db.execute(book("09:00")).await?;
    for taken in ["09:00", "09:29", "08:31"] {
        assert!(refusal(&db, &book(taken)).await.contains("rule: slot taken"), "{taken}");
    }
    db.execute(book("09:30")).await?;
    db.execute(book("08:30")).await?;
    let longer = "update bookings set duration_minutes = 31 where preferred_date like '%09:00:00'";
    assert!(refusal(&db, longer).await.contains("rule: slot taken"));
    db.execute("update bookings set status = 'cancelled' where preferred_date like '%09:00:00'").await?;
    db.execute(book("09:00")).await?;
    let revive = "update bookings set status = 'confirmed' where status = 'cancelled'";
    assert!(refusal(&db, revive).await.contains("rule: slot taken"));
    Ok(())
}

#[tokio::test]
async fn the_last_admin_stays_one() -> Outcome {
    let db = TestStore::new().await;
    db.execute(PEOPLE).await?;
    let ways = [
        "update admin_users set role = 'editor' where id = 1",
        "update admin_users set is_active = 0 where id = 1",
        "update admin_users set deleted_at = '2026-01-01 00:00:00' where id = 1",
        "update admin_users set hashed_password = '' where id = 1",
        "delete from admin_users where id = 1",
    ];
    for way in ways {
        assert!(refusal(&db, way).await.contains("rule: last admin"), "{way}");
    }
    db.execute("update admin_users set role = 'admin' where id = 2").await?;
    db.execute(ways[0]).await?;
    Ok(())
}

#[tokio::test]
async fn updated_at_moves_unless_the_statement_says_when() -> Outcome {
    let db = TestStore::new().await;
    db.execute(format!("{PEOPLE}{FILE}")).await?;
    db.execute(
        "insert into pages (slug, title, content) values ('s', '{}', '{}');
            insert into webinars (title, slug, scheduled_at) values ('{}', 's', '2026-01-01 00:00:00');
            insert into whitepapers (title, slug, file_id) values ('{}', 's', 1);
            insert into bookings (first_name, last_name, email, booking_type, preferred_date)
                values ('A', 'B', 'a@b.de', 'demo', '2026-01-01 09:00:00');",
    )
    .await?;
    for (table, change) in [
        ("admin_users", "first_name = 'X'"),
        ("system_settings", "description = 'X'"),
        ("media_files", "folder = '/x'"),
        ("pages", "sort_order = 7"),
        ("webinars", "presenter_name = 'X'"),
        ("whitepapers", "category = 'guide'"),
        ("bookings", "subject = 'X'"),
    ] {
        let updated_at = format!("select distinct updated_at from {table}");
        db.execute(format!("update {table} set {change}, updated_at = '2020-01-01 00:00:00'")).await?;
        assert_eq!(db.texts(&updated_at).await, ["2020-01-01 00:00:00"], "{table}");
        db.execute(format!("update {table} set {change}")).await?;
        assert!(db.texts(&updated_at).await[0].as_str() > "2026", "{table}");
    }
    Ok(())
}

#[tokio::test]
async fn what_the_rules_refuse_has_a_name() -> Outcome {
    let db = TestStore::new().await;
    db.execute(format!("{PEOPLE}{FILE}")).await?;
    db
        .execute(
            "insert into whitepapers (title, slug, file_id) values ('{}', 's', 1);
            insert into webinars (id, title, slug, scheduled_at, max_participants) values (1, '{}', 's', '2026-01-01 00:00:00', 1);
            insert into webinar_registrations (webinar_id, first_name, last_name, email) values (1, 'A', 'B', 'a@b.de');
            insert into bookings (first_name, last_name, email, booking_type, preferred_date)
                values ('A', 'B', 'a@b.de', 'demo', '2026-01-05 09:00:00');",
        )
        .await?;
    let named = async |sql: &str| Error::from(db.execute(sql).await.expect_err("refused"));
    let conflict = async |sql: &str| match named(sql).await {
        Error::Conflict(conflict) => Some(conflict),
        _ => None,
    };
    let register = "insert into webinar_registrations (webinar_id, first_name, last_name, email) values (1, 'A', 'B', 'c@b.de')";
    assert!(matches!(named(register).await, Error::Full));
    let double = "insert into webinars (title, slug, scheduled_at) values ('{}', 's', '2026-01-01 00:00:00')";
    assert!(matches!(named(double).await, Error::Taken { field } if field == "slug"));
    assert!(matches!(named("insert into totals (name, value) values ('x', -1)").await, Error::Database(_)));
    assert_eq!(conflict("update webinars set max_participants = 0").await, Some(Conflict::CapacityBelowSeats));
    let book = "insert into bookings (first_name, last_name, email, booking_type, preferred_date)
        values ('A', 'B', 'a@b.de', 'demo', '2026-01-05 09:15:00')";
    assert_eq!(conflict(book).await, Some(Conflict::SlotTaken));
    assert_eq!(conflict("delete from admin_users where id = 1").await, Some(Conflict::LastAdmin));
    assert_eq!(conflict("delete from media_files").await, Some(Conflict::InUse));
    Ok(())
}
