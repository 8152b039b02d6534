-- Whitepapers, who downloaded them, and the links that are mailed for a download.

create table whitepapers (
    id integer primary key autoincrement,

    -- Texts, as JSON objects with a language as key
    title text not null check (json_valid(title) and json_type(title) = 'object'),
    description text check (description is null or json_valid(description) and json_type(description) = 'object'),
    slug text not null,

    -- Content
    file_id integer not null,
    thumbnail_id integer,
    preview_content text check (preview_content is null or json_valid(preview_content) and json_type(preview_content) = 'object'),

    -- Order
    category text, -- case-study, guide, report
    tags text check (tags is null or json_valid(tags) and json_type(tags) = 'array'),
    industry text check (industry is null or json_valid(industry) and json_type(industry) = 'array'),

    -- Gate
    requires_registration boolean default 1 check (requires_registration in (0, 1)),
    lead_magnet_active boolean default 1 check (lead_magnet_active in (0, 1)),

    -- Search engines, as JSON objects with a language as key
    meta_title text check (meta_title is null or json_valid(meta_title) and json_type(meta_title) = 'object'),
    meta_description text check (meta_description is null or json_valid(meta_description) and json_type(meta_description) = 'object'),

    -- Status
    status text not null default 'draft' check (status in ('draft', 'published')),
    featured boolean default 0 check (featured in (0, 1)),
    sort_order integer default 0 check (typeof(sort_order) in ('integer', 'null')),

    -- Publishing
    published_at datetime check (published_at is datetime(published_at)),
    author_id integer,

    -- Counts
    download_count integer default 0 check (download_count >= 0 and typeof(download_count) = 'integer'),
    view_count integer default 0 check (view_count >= 0 and typeof(view_count) = 'integer'),

    -- Timestamps
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    updated_at datetime default current_timestamp check (updated_at is datetime(updated_at)),
    deleted_at datetime check (deleted_at is datetime(deleted_at)),

    version integer not null default 1 check (version >= 1),

    foreign key (file_id) references media_files(id),
    foreign key (thumbnail_id) references media_files(id) on delete set null,
    foreign key (author_id) references admin_users(id) on delete set null
);

create unique index idx_whitepapers_slug on whitepapers(slug) where deleted_at is null;
create index idx_whitepapers_category on whitepapers(category);
create index idx_whitepapers_status on whitepapers(status);
create index idx_whitepapers_published on whitepapers(published_at);
create index idx_whitepapers_file_id on whitepapers(file_id);
create index idx_whitepapers_thumbnail_id on whitepapers(thumbnail_id);
create index idx_whitepapers_author_id on whitepapers(author_id);

create trigger whitepapers_touched
after update of title, description, slug, file_id, thumbnail_id, preview_content, category, tags, industry,
    requires_registration, lead_magnet_active, meta_title, meta_description, status, featured, sort_order, published_at,
    author_id, deleted_at on whitepapers
when new.updated_at is old.updated_at
begin
    update whitepapers set updated_at = datetime('now') where id = new.id;
end;

create table whitepaper_downloads (
    id integer primary key autoincrement,
    whitepaper_id integer, -- none once the whitepaper was purged

    -- Contact
    first_name text not null,
    last_name text not null,
    email text not null,
    company text,
    job_title text,
    phone text,

    -- Where from
    download_ip text,
    user_agent text,
    download_source text, -- website, api, email
    utm_source text,
    utm_medium text,
    utm_campaign text,

    -- Timestamps
    downloaded_at datetime not null default current_timestamp check (downloaded_at is datetime(downloaded_at)),

    whitepaper_title text check (whitepaper_title is null or json_valid(whitepaper_title)), -- once the whitepaper was purged

    foreign key (whitepaper_id) references whitepapers(id) on delete set null
);

create index idx_whitepaper_downloads_whitepaper on whitepaper_downloads(whitepaper_id);
create index idx_whitepaper_downloads_email on whitepaper_downloads(email);
create index idx_whitepaper_downloads_downloaded on whitepaper_downloads(downloaded_at);

-- A lead outlives what it came from, and still tells what that was.
create trigger whitepapers_remembered
before delete on whitepapers
begin
    update whitepaper_downloads set whitepaper_title = old.title where whitepaper_id = old.id;
end;

-- A mailed link to a whitepaper's file. Only the SHA-256 of what the link carries is kept, in hex.
create table download_grants (
    id integer primary key autoincrement,
    token_hash text not null unique,
    whitepaper_id integer not null references whitepapers(id) on delete cascade,
    download_id integer references whitepaper_downloads(id) on delete cascade,
    expires_at datetime not null check (expires_at is datetime(expires_at)),
    uses_left integer not null default 5 check (uses_left between 0 and 1000),
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at))
);

create index idx_download_grants_whitepaper_id on download_grants(whitepaper_id);
create index idx_download_grants_download_id on download_grants(download_id);
create index idx_download_grants_expires on download_grants(expires_at);
