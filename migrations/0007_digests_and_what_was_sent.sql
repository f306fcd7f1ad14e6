CREATE TABLE "confirmations" (
	"address_hash" char(64) PRIMARY KEY NOT NULL,
	"sent_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"reader_id" char(32) PRIMARY KEY NOT NULL,
	"link_id" char(32) NOT NULL,
	"address" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"period" text NOT NULL,
	"weekday" integer NOT NULL,
	"hour" integer NOT NULL,
	"time_zone" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	"bar" real NOT NULL,
	CONSTRAINT "digests_link_id_unique" UNIQUE("link_id"),
	CONSTRAINT "digests_period" CHECK (period in ('daily', 'weekly')),
	CONSTRAINT "digests_weekday" CHECK ("digests"."weekday" between 1 and 7),
	CONSTRAINT "digests_hour" CHECK ("digests"."hour" between 0 and 23),
	CONSTRAINT "digests_count" CHECK ("digests"."count" between 1 and 50),
	CONSTRAINT "digests_bar" CHECK ("digests"."bar" between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "sendings" (
	"reader_id" char(32) NOT NULL,
	"day" date NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"list_id" char(32),
	"error" text,
	CONSTRAINT "sendings_reader_id_day_pk" PRIMARY KEY("reader_id","day"),
	CONSTRAINT "sendings_state" CHECK (state in ('claimed', 'failed', 'handed over', 'sent', 'nothing', 'refused', 'given up'))
);
--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_reader_id_readers_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."readers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sendings" ADD CONSTRAINT "sendings_reader_id_readers_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."readers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sendings" ADD CONSTRAINT "sendings_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sendings_list" ON "sendings" USING btree ("list_id");