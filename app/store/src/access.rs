//! Permission as a value: a function that takes a [`Viewer`], [`Editor`] or [`Admin`] can only be called with that right.
//!
//! Outside of this crate they come only from a checked session ([`crate::sessions::staff`]) or from the program's own command
//! line. An `&Admin` serves wherever an `&Editor` is asked for, an `&Editor` wherever a `&Viewer` is.

use std::ops::Deref;

use domain::access::Role;
use domain::id::{SessionId, UserId};
use domain::user::Me;

/// A member of staff whose session was just checked.
#[derive(Debug, Clone)]
pub struct Staff {
    pub(crate) me: Me,
    pub(crate) session: SessionId,
}

impl Staff {
    pub fn id(&self) -> UserId {
        self.me.id
    }

    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.me.first_name, self.me.last_name)
    }

    pub fn email(&self) -> &str {
        &self.me.email
    }

    pub fn role(&self) -> Role {
        self.me.role
    }

    /// The language of the admin's texts: `en` or `de`.
    pub fn language(&self) -> &str {
        &self.me.language
    }

    pub fn session(&self) -> SessionId {
        self.session
    }

    /// As the admin's frame shows them.
    pub fn me(&self) -> &Me {
        &self.me
    }

    pub fn viewer(&self) -> Viewer {
        Viewer(Actor { id: Some(self.me.id), name: self.name(), role: self.me.role })
    }

    pub fn editor(&self) -> Option<Editor> {
        (self.me.role >= Role::Editor).then(|| Editor(self.viewer()))
    }

    pub fn admin(&self) -> Option<Admin> {
        (self.me.role >= Role::Admin).then(|| Admin(Editor(self.viewer())))
    }
}

/// Who does something, as the audit log and the lists name them.
#[derive(Debug, Clone)]
pub struct Actor {
    id: Option<UserId>,
    name: String,
    role: Role,
}

impl Actor {
    /// None for the command line.
    pub fn id(&self) -> Option<UserId> {
        self.id
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn role(&self) -> Role {
        self.role
    }

    /// Someone who is not signed in, for example while they ask for a new password.
    #[cfg(not(feature = "schema"))]
    pub(crate) fn visitor() -> Self {
        Self { id: None, name: "visitor".into(), role: Role::Viewer }
    }

    /// Someone who set their own password with a one-time link and so has no session yet.
    #[cfg(not(feature = "schema"))]
    pub(crate) fn bearer(id: UserId, name: String, role: Role) -> Self {
        Self { id: Some(id), name, role }
    }
}

/// May look.
#[derive(Debug, Clone)]
pub struct Viewer(Actor);

/// May create, edit, publish, trash and restore.
#[derive(Debug, Clone)]
pub struct Editor(Viewer);

/// May do all.
#[derive(Debug, Clone)]
pub struct Admin(Editor);

impl Editor {
    /// A person who can start the program on its machine can also write to its file.
    pub fn command_line() -> Self {
        Admin::command_line().0
    }
}

impl Admin {
    /// See [`Editor::command_line`].
    pub fn command_line() -> Self {
        Self(Editor(Viewer(Actor { id: None, name: "command line".into(), role: Role::Admin })))
    }
}

impl Deref for Viewer {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl Deref for Editor {
    type Target = Viewer;

    fn deref(&self) -> &Viewer {
        &self.0
    }
}

impl Deref for Admin {
    type Target = Editor;

    fn deref(&self) -> &Editor {
        &self.0
    }
}

impl From<Admin> for Editor {
    fn from(admin: Admin) -> Self {
        admin.0
    }
}

impl From<Editor> for Viewer {
    fn from(editor: Editor) -> Self {
        editor.0
    }
}
