CREATE TABLE "access_tokens" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hash" char(64) NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "access_tokens_hash_unique" UNIQUE("hash")
);
