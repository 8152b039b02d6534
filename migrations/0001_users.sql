-- Members of staff, their sessions and one-time links, and the log of what they did.
-- Dates are UTC text as datetime() writes them: x is datetime(x) refuses every other form and days that do not exist.

create table admin_users (
    id integer primary key autoincrement,
    email text not null,
    hashed_password text not null, -- argon2id, as a PHC string; '' has not chosen a password yet

    -- Profile
    first_name text not null,
    last_name text not null,
    avatar_url text,
    timezone text default 'UTC',
    language text default 'en',

    -- Role
    role text not null default 'viewer' check (role in ('admin', 'editor', 'viewer')),

    -- Status and activity
    is_active boolean not null default 1 check (is_active in (0, 1)),
    last_login datetime check (last_login is datetime(last_login)),
    failed_login_attempts integer default 0 check (failed_login_attempts between 0 and 1000000),
    locked_until datetime check (locked_until is datetime(locked_until)),

    -- Timestamps
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    updated_at datetime default current_timestamp check (updated_at is datetime(updated_at)),
    deleted_at datetime check (deleted_at is datetime(deleted_at)),

    version integer not null default 1 check (version >= 1)
);

create index idx_admin_users_email on admin_users(email);
create unique index uq_admin_users_email on admin_users(lower(email)) where deleted_at is null;
create index idx_admin_users_role on admin_users(role);
create index idx_admin_users_active on admin_users(is_active);
create index idx_admin_users_created on admin_users(created_at);

-- Signing in is no edit, so its columns are not named here.
create trigger admin_users_touched
after update of email, hashed_password, first_name, last_name, avatar_url, timezone, language, role, is_active, deleted_at on admin_users
when new.updated_at is old.updated_at
begin
    update admin_users set updated_at = datetime('now') where id = new.id;
end;

-- Someone must be able to run the place: an admin who may sign in and has a password.
create trigger admin_users_last_admin_updated
before update of role, is_active, deleted_at, hashed_password on admin_users
when old.role = 'admin' and old.is_active = 1 and old.deleted_at is null and old.hashed_password <> ''
    and not (new.role = 'admin' and new.is_active = 1 and new.deleted_at is null and new.hashed_password <> '')
    and not exists (
        select 1 from admin_users
        where id <> old.id and role = 'admin' and is_active = 1 and deleted_at is null and hashed_password <> ''
    )
begin
    select raise(abort, 'rule: last admin');
end;

create trigger admin_users_last_admin_deleted
before delete on admin_users
when old.role = 'admin' and old.is_active = 1 and old.deleted_at is null and old.hashed_password <> ''
    and not exists (
        select 1 from admin_users
        where id <> old.id and role = 'admin' and is_active = 1 and deleted_at is null and hashed_password <> ''
    )
begin
    select raise(abort, 'rule: last admin');
end;

create table user_sessions (
    id integer primary key autoincrement,
    user_id integer not null,
    session_token text unique not null, -- SHA-256 of the token in the cookie, in hex; the token itself is nowhere
    expires_at datetime not null check (expires_at is datetime(expires_at)),
    user_agent text,
    ip_address text,
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),

    last_seen_at datetime not null default current_timestamp check (last_seen_at is datetime(last_seen_at)),
    data text not null default '{}' check (json_valid(data)), -- the session layer's record

    foreign key (user_id) references admin_users(id) on delete cascade
);

create index idx_user_sessions_token on user_sessions(session_token);
create index idx_user_sessions_user_id on user_sessions(user_id);
create index idx_user_sessions_expires on user_sessions(expires_at);

-- Whoever loses or gains rights signs in again. A changed password ends the other sessions in the program, which knows which one asked.
create trigger admin_users_sessions_ended
after update of role, is_active, deleted_at on admin_users
when new.role is not old.role or new.is_active is not old.is_active or new.deleted_at is not old.deleted_at
begin
    delete from user_sessions where user_id = new.id;
end;

-- One-time links. Only the SHA-256 of what the link carries is kept, in hex.
create table user_tokens (
    id integer primary key autoincrement,
    kind text not null check (kind in ('first_admin', 'set_up', 'reset')),
    user_id integer references admin_users(id) on delete cascade,
    token_hash text not null unique,
    expires_at datetime not null check (expires_at is datetime(expires_at)),
    used_at datetime check (used_at is datetime(used_at)),
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),

    constraint ck_user_tokens_user check ((kind = 'first_admin') = (user_id is null))
);

create index idx_user_tokens_user_id on user_tokens(user_id);
create index idx_user_tokens_expires on user_tokens(expires_at);

-- Who did what, with before and after.
create table audit_log (
    id integer primary key autoincrement,
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    user_id integer references admin_users(id) on delete set null,
    actor text not null, -- the person's name at that time, or 'command line'
    action text not null, -- created, changed, trashed, …
    item_kind text not null, -- page, user, setting, …
    item_id integer,
    before text check (before is null or json_valid(before)),
    after text check (after is null or json_valid(after))
);

create index idx_audit_log_created on audit_log(created_at);
create index idx_audit_log_item on audit_log(item_kind, item_id);
create index idx_audit_log_user_id on audit_log(user_id);
