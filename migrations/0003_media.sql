-- Files: images, documents and other media.

create table media_files (
    id integer primary key autoincrement,
    filename text not null,
    original_filename text not null,
    file_path text not null,
    file_size integer not null check (typeof(file_size) = 'integer' and file_size >= 0), -- bytes
    mime_type text not null,
    file_hash text not null, -- SHA-256, in hex

    -- Texts, as JSON objects with a language as key
    title text check (title is null or json_valid(title) and json_type(title) = 'object'),
    alt_text text check (alt_text is null or json_valid(alt_text) and json_type(alt_text) = 'object'),
    description text check (description is null or json_valid(description) and json_type(description) = 'object'),

    -- {"width": 1920, "height": 1080, "format": "JPEG"}
    image_metadata text check (image_metadata is null or json_valid(image_metadata) and json_type(image_metadata) = 'object'),

    -- Order
    folder text default '/',
    tags text check (tags is null or json_valid(tags) and json_type(tags) = 'array'),

    -- Upload
    uploaded_by integer,
    upload_ip text,

    -- Timestamps
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    updated_at datetime default current_timestamp check (updated_at is datetime(updated_at)),
    deleted_at datetime check (deleted_at is datetime(deleted_at)),

    version integer not null default 1 check (version >= 1),

    foreign key (uploaded_by) references admin_users(id) on delete set null
);

create index idx_media_files_filename on media_files(filename);
create index idx_media_files_hash on media_files(file_hash);
create index idx_media_files_mime_type on media_files(mime_type);
create index idx_media_files_folder on media_files(folder);
create index idx_media_files_uploaded_by on media_files(uploaded_by);

create trigger media_files_touched
after update of filename, original_filename, file_path, file_size, mime_type, file_hash, title, alt_text, description,
    image_metadata, folder, tags, uploaded_by, deleted_at on media_files
when new.updated_at is old.updated_at
begin
    update media_files set updated_at = datetime('now') where id = new.id;
end;
