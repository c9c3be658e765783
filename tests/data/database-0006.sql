BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0006');
CREATE TABLE conversations (
	surface TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	conversation TEXT NOT NULL, 
	person TEXT NOT NULL, 
	platforms JSON NOT NULL, 
	topics JSON NOT NULL, 
	plans JSON NOT NULL, 
	expires_at DATETIME NOT NULL, 
	PRIMARY KEY (surface, workspace, conversation)
);
INSERT INTO "conversations" VALUES('slack','T1','U1 in T1','U1','["U1 in T1"]','["U1 in T1"]','["U1 in T1"]','2026-11-23 12:00:00.000000');
INSERT INTO "conversations" VALUES('discord','G1','U2 in G1','U2','["U2 in G1"]','["U2 in G1"]','["U2 in G1"]','2026-11-23 12:00:00.000000');
CREATE TABLE counters (
	surface TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	day DATE NOT NULL, 
	platform TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	asked INTEGER NOT NULL, 
	PRIMARY KEY (surface, workspace, day, platform, topic)
);
INSERT INTO "counters" VALUES('slack','T1','2026-11-16','zoom','ai-training',3);
INSERT INTO "counters" VALUES('slack','T1','2026-11-22','zoom','ai-training',2);
INSERT INTO "counters" VALUES('slack','T1','2026-11-22','zoom','encryption',1);
INSERT INTO "counters" VALUES('slack','T1','2026-11-23','zoom','ai-training',5);
INSERT INTO "counters" VALUES('discord','G1','2026-11-23','zoom','ai-training',7);
INSERT INTO "counters" VALUES('discord','G1','2026-11-23','microsoft-teams','retention',4);
CREATE TABLE deliveries (
	surface TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	person TEXT NOT NULL, 
	address TEXT, 
	reply TEXT, 
	done BOOLEAN NOT NULL, 
	claimed_at DATETIME NOT NULL, 
	PRIMARY KEY (surface, workspace, "key")
);
INSERT INTO "deliveries" VALUES('slack','T1','U1 in T1','U1','U1 in T1','U1 in T1',1,'2026-11-23 12:00:00.000000');
INSERT INTO "deliveries" VALUES('discord','G1','U2 in G1','U2','U2 in G1','U2 in G1',1,'2026-11-23 12:00:00.000000');
CREATE TABLE follows (
	surface TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	platform TEXT NOT NULL, 
	place TEXT NOT NULL, 
	person TEXT NOT NULL, 
	address JSON NOT NULL, 
	seen TEXT, 
	followed_at DATETIME NOT NULL, 
	PRIMARY KEY (surface, workspace, platform, place)
);
INSERT INTO "follows" VALUES('slack','T1','U1 in T1','U1 in T1','U1','["U1 in T1"]','U1 in T1','2026-11-23 12:00:00.000000');
INSERT INTO "follows" VALUES('discord','G1','U2 in G1','U2 in G1','U2','["U2 in G1"]','U2 in G1','2026-11-23 12:00:00.000000');
CREATE TABLE installations (
	surface TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	secrets TEXT NOT NULL, 
	public JSON NOT NULL, 
	installed_at DATETIME NOT NULL, 
	PRIMARY KEY (surface, workspace)
);
INSERT INTO "installations" VALUES('slack','T1','U1 in T1','["U1 in T1"]','2026-11-23 12:00:00.000000');
INSERT INTO "installations" VALUES('discord','G1','U2 in G1','["U2 in G1"]','2026-11-23 12:00:00.000000');
CREATE TABLE jobs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	"key" TEXT, 
	payload JSON NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	due_at DATETIME NOT NULL, 
	leased_until DATETIME
);
INSERT INTO "jobs" VALUES(1,'U1 in T1','U1 in T1','["U1 in T1"]','U1 in T1',1,'2026-11-23 12:00:00.000000','2026-11-23 12:00:00.000000');
CREATE TABLE local_notes (
	surface TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	text TEXT NOT NULL, 
	written_at DATETIME NOT NULL, 
	PRIMARY KEY (surface, workspace, answer)
);
INSERT INTO "local_notes" VALUES('slack','T1','U1 in T1','U1 in T1','2026-11-23 12:00:00.000000');
INSERT INTO "local_notes" VALUES('discord','G1','U2 in G1','U2 in G1','2026-11-23 12:00:00.000000');
CREATE TABLE "notes" (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "notes" VALUES('U1 in T1','U1 in T1');
CREATE TABLE oauth_states (
	digest TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	PRIMARY KEY (digest)
);
INSERT INTO "oauth_states" VALUES('U1 in T1','2026-11-23 12:00:00.000000');
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	surface TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	person TEXT, 
	address JSON, 
	card JSON, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	due_at DATETIME NOT NULL, 
	leased_until DATETIME
);
INSERT INTO "outbox" VALUES(1,'slack','T1','U1 in T1','U1','["U1 in T1"]','["U1 in T1"]','U1 in T1',1,'2026-11-23 12:00:00.000000','2026-11-23 12:00:00.000000');
INSERT INTO "outbox" VALUES(2,'discord','G1','U2 in G1','U2','["U2 in G1"]','["U2 in G1"]','U2 in G1',1,'2026-11-23 12:00:00.000000','2026-11-23 12:00:00.000000');
CREATE TABLE positions (
	platform TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	position JSON NOT NULL, 
	PRIMARY KEY (platform)
);
INSERT INTO "positions" VALUES('U1 in T1',1,'["U1 in T1"]');
CREATE TABLE queue (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	surface TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	person TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	answer TEXT, 
	revision TEXT, 
	sent_at DATETIME NOT NULL
, address JSON, merged_into INTEGER);
INSERT INTO "queue" VALUES(1,'slack','T1','U1','U1 in T1','U1 in T1','U1 in T1','U1 in T1','2026-11-23 12:00:00.000000','["U1 in T1"]',1);
INSERT INTO "queue" VALUES(2,'discord','G1','U2','U2 in G1','U2 in G1','U2 in G1','U2 in G1','2026-11-23 12:00:00.000000','["U2 in G1"]',1);
CREATE TABLE ratings (
	surface TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	person TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	revision TEXT NOT NULL, 
	helpful BOOLEAN NOT NULL, 
	rated_at DATETIME NOT NULL, 
	PRIMARY KEY (surface, workspace, person, answer)
);
INSERT INTO "ratings" VALUES('slack','T1','U1','U1 in T1','U1 in T1',1,'2026-11-23 12:00:00.000000');
INSERT INTO "ratings" VALUES('discord','G1','U2','U2 in G1','U2 in G1',1,'2026-11-23 12:00:00.000000');
CREATE TABLE source_states (
	platform TEXT NOT NULL, 
	source TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	since DATE NOT NULL, 
	last_checked DATE NOT NULL, 
	unchanged_since DATE, 
	diff TEXT NOT NULL, 
	sections JSON NOT NULL, 
	says TEXT NOT NULL, 
	failures INTEGER NOT NULL, 
	read JSON NOT NULL, 
	PRIMARY KEY (platform, source)
);
INSERT INTO "source_states" VALUES('U1 in T1','U1 in T1','U1 in T1','2026-11-23','2026-11-23','2026-11-23','U1 in T1','["U1 in T1"]','U1 in T1',1,'["U1 in T1"]');
CREATE TABLE workspace_settings (
	surface TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	settings JSON NOT NULL, 
	PRIMARY KEY (surface, workspace)
);
INSERT INTO "workspace_settings" VALUES('slack','T1','["U1 in T1"]');
INSERT INTO "workspace_settings" VALUES('discord','G1','["U2 in G1"]');
CREATE INDEX ix_deliveries_claimed_at ON deliveries (claimed_at);
CREATE INDEX ix_queue_sent_at ON queue (sent_at);
CREATE INDEX ix_queue_workspace ON queue (surface, workspace);
CREATE INDEX ix_counters_day ON counters (day);
CREATE INDEX ix_oauth_states_expires_at ON oauth_states (expires_at);
CREATE INDEX ix_conversations_expires_at ON conversations (expires_at);
CREATE INDEX ix_ratings_rated_at ON ratings (rated_at);
CREATE INDEX ix_outbox_due_at ON outbox (due_at);
CREATE UNIQUE INDEX ix_outbox_key ON outbox (surface, workspace, "key");
CREATE INDEX ix_jobs_due_at ON jobs (due_at);
CREATE UNIQUE INDEX ix_jobs_key ON jobs (kind, "key");
CREATE INDEX ix_follows_platform ON follows (platform);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('jobs',1);
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
INSERT INTO "sqlite_sequence" VALUES('queue',2);
COMMIT;
