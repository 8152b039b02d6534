-- Settings of the site, and totals that are kept instead of counted.

create table system_settings (
    id integer primary key autoincrement,
    key text unique not null,
    value text,
    description text,
    type text default 'string' check (type in ('string', 'integer', 'boolean', 'json')),

    -- Timestamps
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    updated_at datetime default current_timestamp check (updated_at is datetime(updated_at)),

    version integer not null default 1 check (version >= 1),

    -- The value can be read as what its type says. No value stands for the program's own.
    constraint ck_system_settings_value check (
        value is null
        or case type
            when 'integer' then value = cast(cast(value as integer) as text)
            when 'boolean' then value in ('true', 'false')
            when 'json' then json_valid(value)
            else 1
        end
    )
);

insert into system_settings (key, value, description, type) values
('site_title', '{"en": "Magnetiq CMS", "de": "Magnetiq CMS"}', 'Site title in multiple languages', 'json'),
('site_description', '{"en": "Content Management System", "de": "Content Management System"}', 'Site description', 'json'),
('default_language', 'en', 'Default system language', 'string'),
('supported_languages', '["en", "de"]', 'Supported languages', 'json'),
('email_from_name', 'Magnetiq System', 'Default email sender name', 'string'),
('email_from_address', 'noreply@magnetiq.local', 'Default email sender address', 'string'),
('maintenance_mode', 'false', 'Enable maintenance mode', 'boolean'),
('registration_enabled', 'true', 'Allow new user registrations', 'boolean'),
('site_address', '{}', 'Postal address in the footer, line by line', 'json'),
('session_idle_minutes', '120', 'A session ends after so many minutes without a request', 'integer'),
('session_absolute_hours', '168', 'A session ends after so many hours in any case', 'integer');

create index idx_system_settings_key on system_settings(key);

create trigger system_settings_touched
after update of key, value, description, type on system_settings
when new.updated_at is old.updated_at
begin
    update system_settings set updated_at = datetime('now') where id = new.id;
end;

-- What lists show as "of how many" is kept by triggers, so that it costs the same at ten rows and at a million.
create table totals (
    name text primary key,
    value integer not null default 0 check (value >= 0)
) without rowid;
