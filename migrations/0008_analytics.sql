-- What visitors did, without knowing who they are.

create table analytics_events (
    id integer primary key autoincrement,

    -- Event
    event_type text not null, -- page_view, download, registration, booking
    event_category text, -- webinar, whitepaper, page
    event_action text, -- view, download, register, book
    event_label text,

    -- Context
    page_path text,
    referrer text,
    user_agent text,
    ip_address text,

    -- Session
    session_id text,
    user_id integer, -- if a member of staff was signed in

    -- Campaign
    utm_source text,
    utm_medium text,
    utm_campaign text,
    utm_term text,
    utm_content text,

    -- Whatever else belongs to the event
    metadata text check (metadata is null or json_valid(metadata)),

    -- Timestamps
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),

    foreign key (user_id) references admin_users(id) on delete set null
);

create index idx_analytics_events_type on analytics_events(event_type);
create index idx_analytics_events_category on analytics_events(event_category);
create index idx_analytics_events_created on analytics_events(created_at);
create index idx_analytics_events_session on analytics_events(session_id);
create index idx_analytics_events_user_id on analytics_events(user_id);
