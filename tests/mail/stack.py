"""Postfix and Dovecot of Debian on loopback, with nothing of the system's own setup.

Configuration, queue, mailboxes and logs lie in one folder of /tmp that everybody may
enter, for both servers change users; ports are free high ones. It ends with `stop`.
"""

import imaplib
import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

POSTFIX = "/usr/sbin/postfix"
DOVECOT = "/usr/sbin/dovecot"
OURS, OFFICE = "vorgang@bindeglied.example", "gruen@amt.example"
PASSWORD = "loopback"
PATIENCE = 20  # seconds

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.bindeglied.example
mydestination =
alias_maps =
local_recipient_maps =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
smtpd_client_connection_count_limit = 0
recipient_delimiter = +
virtual_mailbox_domains = bindeglied.example, amt.example
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = texthash:{folder}/postfix/boxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
virtual_mailbox_limit = 0
message_size_limit = 40000000
default_transport = error:5.1.2 nothing leaves this machine
relay_transport = error:5.1.2 nothing leaves this machine
notify_classes =
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
disable_dns_lookups = yes
"""
SERVICES = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
IMAP = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%d/%n
first_valid_uid = 1
mail_fsync = never
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%d/%n allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


def missing():
    """What keeps the stack from running here; "" if nothing does."""
    absent = [name for name in (POSTFIX, DOVECOT) if not Path(name).exists()]
    if absent:
        return f"Not installed: {', '.join(absent)} (Debian: postfix dovecot-imapd)."
    if os.geteuid() != 0:
        return "Postfix needs root to start."
    return ""


@contextmanager
def running():
    """Both servers for a module; without them skip, but not where CI is set."""
    reason = missing()
    if reason and os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)
    servers = Stack()
    try:
        servers.start()
        yield servers
    finally:
        servers.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Stack:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="bgm", dir="/tmp"))
        self.folder.chmod(0o755)
        self.smtp_port, self.imap_port = free_port(), free_port()
        self._dovecot = None

    @property
    def smtp_url(self):
        return f"smtp://127.0.0.1:{self.smtp_port}"

    @property
    def imap_url(self):
        user = OURS.replace("@", "%40")
        return f"imap://{user}:{PASSWORD}@127.0.0.1:{self.imap_port}/INBOX"

    def start(self):
        self._write_postfix()
        self._write_dovecot()
        self._run("start")
        self._dovecot = subprocess.Popen(
            [DOVECOT, "-F", "-c", str(self.folder / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for port in (self.smtp_port, self.imap_port):
            self.wait(lambda port=port: _answers(port), f"port {port}")

    def stop(self):
        self._run("stop", check=False)
        if self._dovecot is not None:
            self._dovecot.terminate()
            self._dovecot.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def send(self, raw, *, sender, to):
        """Hand a message over as it is, as any mail server would."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=PATIENCE) as connection:
            connection.sendmail(sender, [to], raw, mail_options=["BODY=8BITMIME"])

    def wait_for(self, box, number):
        """The raw messages in a mailbox, once there are so many."""
        self.wait(lambda: len(self._files(box)) >= number, f"{number} in {box}")
        with self.opened(box) as client:
            _state, (uids,) = client.uid("SEARCH", None, "ALL")
            return [
                client.uid("FETCH", uid, "(BODY.PEEK[])")[1][0][1]
                for uid in uids.split()
            ]

    def empty(self, box):
        with self.opened(box) as client:
            client.uid("STORE", "1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()

    @contextmanager
    def opened(self, box, folder="INBOX"):
        client = imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=PATIENCE)
        try:
            client.login(box, PASSWORD)
            client.select(folder)
            yield client
        finally:
            client.logout()

    def wait(self, is_so, what):
        end = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > end:
                log = self.folder / "postfix.log"
                said = log.read_text()[-3_000:] if log.exists() else "no log"
                message = f"Waited in vain for {what}.\n{said}"
                raise AssertionError(message)
            time.sleep(0.02)

    def _files(self, box):
        local, _at, domain = box.partition("@")
        place = self.folder / "mail" / domain / local
        return [*place.glob("new/*"), *place.glob("cur/*")]

    def _write_postfix(self):
        conf = self.folder / "postfix"
        for name in (conf, self.folder / "queue", self.folder / "mail"):
            name.mkdir(mode=0o755)
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        user = _postfix()
        shutil.chown(data, *user)
        shutil.chown(self.folder / "mail", *user)
        boxes = [
            f"{box} {'/'.join(reversed(box.split('@')))}/" for box in (OURS, OFFICE)
        ]
        (conf / "boxes").write_text("\n".join(boxes) + "\n")
        ids = {"uid": user[0], "gid": user[1], "folder": self.folder}
        (conf / "main.cf").write_text(MAIN.format(**ids))
        (conf / "master.cf").write_text(SERVICES.format(port=self.smtp_port))

    def _write_dovecot(self):
        uid, gid = _postfix()
        words = {"folder": self.folder, "uid": uid, "gid": gid, "password": PASSWORD}
        text = IMAP.format(port=self.imap_port, **words)
        (self.folder / "dovecot.conf").write_text(text)

    def _run(self, command, *, check=True):
        done = subprocess.run(
            [POSTFIX, "-c", str(self.folder / "postfix"), command],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr


def _postfix():
    user = pwd.getpwnam("postfix")
    return user.pw_uid, user.pw_gid


def _answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            return bool(connection.recv(3))
    except OSError:
        return False
