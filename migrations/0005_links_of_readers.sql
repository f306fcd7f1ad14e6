CREATE TABLE "signing_keys" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"key" "bytea" NOT NULL,
	CONSTRAINT "signing_keys_only_one" CHECK ("signing_keys"."only")
);
--> statement-breakpoint
ALTER TABLE "readers" ADD COLUMN "link_id" char(32) DEFAULT replace(gen_random_uuid()::text, '-', '') NOT NULL;--> statement-breakpoint
ALTER TABLE "readers" ADD CONSTRAINT "readers_link_id_unique" UNIQUE("link_id");