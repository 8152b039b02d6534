-- Consultations: one person, one slot.

create table bookings (
    id integer primary key autoincrement,

    -- Contact
    first_name text not null,
    last_name text not null,
    email text not null,
    company text,
    job_title text,
    phone text,

    -- Slot
    booking_type text not null, -- consultation, demo, support
    preferred_date datetime not null check (preferred_date is datetime(preferred_date)),
    duration_minutes integer default 30 check (duration_minutes between 1 and 1440),
    timezone text default 'UTC',

    -- Wishes
    subject text,
    message text,
    budget_range text,
    urgency text, -- low, medium, high, urgent

    -- Status
    status text not null default 'pending' check (status in ('pending', 'confirmed', 'completed', 'cancelled', 'no_show')),
    confirmed_at datetime check (confirmed_at is datetime(confirmed_at)),
    completed_at datetime check (completed_at is datetime(completed_at)),

    -- Meeting
    meeting_url text,
    meeting_notes text,
    follow_up_required boolean default 0 check (follow_up_required in (0, 1)),

    -- Lead
    lead_score integer default 0 check (lead_score between 0 and 100),
    lead_source text, -- website, referral, campaign
    utm_source text,
    utm_medium text,
    utm_campaign text,

    -- Staff
    assigned_to integer,

    -- Timestamps
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    updated_at datetime default current_timestamp check (updated_at is datetime(updated_at)),
    deleted_at datetime check (deleted_at is datetime(deleted_at)),

    version integer not null default 1 check (version >= 1),
    reference text, -- MQ-YYYYMMDD-XXXX, by which the person names it

    foreign key (assigned_to) references admin_users(id) on delete set null
);

create index idx_bookings_email on bookings(email);
create index idx_bookings_status on bookings(status);
create index idx_bookings_preferred_date on bookings(preferred_date);
create index idx_bookings_assigned_to on bookings(assigned_to);
create index idx_bookings_created on bookings(created_at);
create unique index uq_bookings_reference on bookings(reference);

create trigger bookings_touched
after update of first_name, last_name, email, company, job_title, phone, booking_type, preferred_date, duration_minutes, timezone,
    subject, message, budget_range, urgency, status, confirmed_at, completed_at, meeting_url, meeting_notes,
    follow_up_required, lead_score, lead_source, assigned_to, deleted_at on bookings
when new.updated_at is old.updated_at
begin
    update bookings set updated_at = datetime('now') where id = new.id;
end;

-- No two bookings that will take place may overlap. No booking is longer than a day, so only those that begin within the
-- day before need be looked at.
create trigger bookings_slot_inserted
before insert on bookings
when new.status in ('pending', 'confirmed') and new.deleted_at is null
    and exists (
        select 1
        from bookings b
        where b.preferred_date > datetime(new.preferred_date, '-1 day')
            and b.preferred_date < datetime(new.preferred_date, '+' || coalesce(new.duration_minutes, 30) || ' minutes')
            and datetime(b.preferred_date, '+' || coalesce(b.duration_minutes, 30) || ' minutes') > new.preferred_date
            and b.status in ('pending', 'confirmed')
            and b.deleted_at is null
    )
begin
    select raise(abort, 'rule: slot taken');
end;

create trigger bookings_slot_updated
before update of preferred_date, duration_minutes, status, deleted_at on bookings
when new.status in ('pending', 'confirmed') and new.deleted_at is null
    and exists (
        select 1
        from bookings b
        where b.preferred_date > datetime(new.preferred_date, '-1 day')
            and b.preferred_date < datetime(new.preferred_date, '+' || coalesce(new.duration_minutes, 30) || ' minutes')
            and datetime(b.preferred_date, '+' || coalesce(b.duration_minutes, 30) || ' minutes') > new.preferred_date
            and b.status in ('pending', 'confirmed')
            and b.deleted_at is null
            and b.id <> old.id
    )
begin
    select raise(abort, 'rule: slot taken');
end;
