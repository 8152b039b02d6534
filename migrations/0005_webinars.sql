-- Webinars and who registered for them.

create table webinars (
    id integer primary key autoincrement,

    -- Texts, as JSON objects with a language as key
    title text not null check (json_valid(title) and json_type(title) = 'object'),
    description text check (description is null or json_valid(description) and json_type(description) = 'object'),
    slug text not null,

    -- Scheduling
    scheduled_at datetime not null check (scheduled_at is datetime(scheduled_at)),
    duration_minutes integer default 60 check (duration_minutes between 1 and 10080),
    timezone text default 'UTC',
    max_participants integer check (max_participants between 0 and 1000000),

    -- Addresses and files
    meeting_url text,
    recording_url text,
    presentation_file_id integer,

    -- Status
    status text not null default 'scheduled' check (status in ('scheduled', 'live', 'completed', 'cancelled')),
    registration_enabled boolean default 1 check (registration_enabled in (0, 1)),
    registration_deadline datetime check (registration_deadline is datetime(registration_deadline)),

    -- Presenter
    presenter_name text,
    presenter_bio text check (presenter_bio is null or json_valid(presenter_bio) and json_type(presenter_bio) = 'object'),
    presenter_avatar_id integer,

    -- Timestamps
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    updated_at datetime default current_timestamp check (updated_at is datetime(updated_at)),
    deleted_at datetime check (deleted_at is datetime(deleted_at)),

    version integer not null default 1 check (version >= 1),
    published_at datetime check (published_at is datetime(published_at)), -- visible from; none for a draft
    seats_taken integer not null default 0, -- kept by the triggers below

    foreign key (presentation_file_id) references media_files(id) on delete set null,
    foreign key (presenter_avatar_id) references media_files(id) on delete set null,
    -- Also refuses a capacity below the registrations.
    constraint ck_webinars_capacity check (seats_taken >= 0 and seats_taken <= max_participants)
);

create unique index idx_webinars_slug on webinars(slug) where deleted_at is null;
create index idx_webinars_scheduled_at on webinars(scheduled_at);
create index idx_webinars_status on webinars(status);
create index idx_webinars_presentation_file_id on webinars(presentation_file_id);
create index idx_webinars_presenter_avatar_id on webinars(presenter_avatar_id);

create trigger webinars_touched
after update of title, description, slug, scheduled_at, duration_minutes, timezone, max_participants, meeting_url, recording_url,
    presentation_file_id, status, registration_enabled, registration_deadline, presenter_name, presenter_bio,
    presenter_avatar_id, deleted_at, published_at on webinars
when new.updated_at is old.updated_at
begin
    update webinars set updated_at = datetime('now') where id = new.id;
end;

create table webinar_registrations (
    id integer primary key autoincrement,
    webinar_id integer, -- none once the webinar was purged

    -- Contact
    first_name text not null,
    last_name text not null,
    email text not null,
    company text,
    job_title text,
    phone text,

    -- Where from
    registration_source text, -- website, api, import
    utm_source text,
    utm_medium text,
    utm_campaign text,

    -- Attendance
    attended boolean default 0 check (attended in (0, 1)),
    attendance_duration integer check (attendance_duration between 0 and 10080), -- minutes

    -- Wishes
    send_reminder boolean default 1 check (send_reminder in (0, 1)),
    send_recording boolean default 1 check (send_recording in (0, 1)),

    -- Timestamps
    registered_at datetime not null default current_timestamp check (registered_at is datetime(registered_at)),
    confirmed_at datetime check (confirmed_at is datetime(confirmed_at)),

    cancelled_at datetime check (cancelled_at is datetime(cancelled_at)),
    waiting_since datetime check (waiting_since is datetime(waiting_since)), -- on the waiting list: holds no seat
    webinar_title text check (webinar_title is null or json_valid(webinar_title)), -- once the webinar was purged

    foreign key (webinar_id) references webinars(id) on delete set null
);

create index idx_webinar_registrations_webinar on webinar_registrations(webinar_id);
create index idx_webinar_registrations_email on webinar_registrations(email);
create index idx_webinar_registrations_registered on webinar_registrations(registered_at);
create unique index uq_webinar_registrations_webinar_id_email on webinar_registrations(webinar_id, lower(email));

create trigger webinar_registrations_capacity_inserted
before insert on webinar_registrations
when new.cancelled_at is null and new.waiting_since is null
    and exists (select 1 from webinars where id = new.webinar_id and seats_taken >= max_participants)
begin
    select raise(abort, 'rule: full');
end;

create trigger webinar_registrations_capacity_updated
before update of webinar_id, cancelled_at, waiting_since on webinar_registrations
when new.cancelled_at is null and new.waiting_since is null
    and (old.cancelled_at is not null or old.waiting_since is not null or old.webinar_id is not new.webinar_id)
    and exists (select 1 from webinars where id = new.webinar_id and seats_taken >= max_participants)
begin
    select raise(abort, 'rule: full');
end;

create trigger webinar_registrations_seat_taken
after insert on webinar_registrations
when new.cancelled_at is null and new.waiting_since is null
begin
    update webinars set seats_taken = seats_taken + 1 where id = new.webinar_id;
end;

create trigger webinar_registrations_seat_changed
after update of webinar_id, cancelled_at, waiting_since on webinar_registrations
begin
    update webinars set seats_taken = seats_taken - 1
    where id = old.webinar_id and old.cancelled_at is null and old.waiting_since is null;

    update webinars set seats_taken = seats_taken + 1
    where id = new.webinar_id and new.cancelled_at is null and new.waiting_since is null;
end;

create trigger webinar_registrations_seat_freed
after delete on webinar_registrations
when old.cancelled_at is null and old.waiting_since is null
begin
    update webinars set seats_taken = seats_taken - 1 where id = old.webinar_id;
end;

-- A lead outlives what it came from, and still tells what that was.
create trigger webinars_remembered
before delete on webinars
begin
    update webinar_registrations set webinar_title = old.title where webinar_id = old.id;
end;
