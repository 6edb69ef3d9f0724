using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PeppiDbContext))]
    [Migration("20261122213200_Inbox")]
    internal sealed class Inbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "contact_id",
                table: "chantier_messages",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "dedup_key",
                table: "chantier_messages",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "dedup_second",
                table: "chantier_messages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "fingerprint",
                table: "chantier_messages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "inbox_id",
                table: "chantier_messages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "inbox_part",
                table: "chantier_messages",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ingested_at",
                table: "chantier_messages",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()");

            migrationBuilder.AddColumn<DateOnly>(
                name: "local_day",
                table: "chantier_messages",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "occurred_at",
                table: "chantier_messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "routed_by",
                table: "chantier_messages",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "chantier_contacts",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    project_id = table.Column<int>(type: "integer", nullable: true),
                    name = table.Column<string>(type: "text", nullable: true),
                    manychat_id = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    bsuid = table.Column<string>(type: "text", nullable: true),
                    consent = table.Column<string>(type: "text", nullable: false, defaultValue: "unknown"),
                    consent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    consent_source = table.Column<string>(type: "text", nullable: true),
                    last_inbound_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chantier_contacts", x => x.id);
                    table.CheckConstraint("chantier_contacts_consent_check", "consent in ('unknown', 'opted_in', 'opted_out')");
                    table.ForeignKey(
                        name: "fk_chantier_contacts_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "chantier_media",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    message_id = table.Column<int>(type: "integer", nullable: false),
                    project_id = table.Column<int>(type: "integer", nullable: true),
                    source_url = table.Column<string>(type: "text", nullable: true),
                    source_id = table.Column<string>(type: "text", nullable: true),
                    file_name = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, defaultValue: "pending"),
                    object_path = table.Column<string>(type: "text", nullable: true),
                    sha256 = table.Column<string>(type: "text", nullable: true),
                    content_type = table.Column<string>(type: "text", nullable: true),
                    size_bytes = table.Column<long>(type: "bigint", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()"),
                    error = table.Column<string>(type: "text", nullable: true),
                    stored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chantier_media", x => x.id);
                    table.CheckConstraint("chantier_media_state_check", "state in ('pending', 'stored', 'lost')");
                    table.ForeignKey(
                        name: "fk_chantier_media_chantier_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "chantier_messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_chantier_media_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "message_statuses",
                schema: "app",
                columns: table => new
                {
                    external_id = table.Column<string>(type: "text", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_statuses", x => x.external_id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_inbox",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    headers = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'{}'"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    dedup_key = table.Column<string>(type: "text", nullable: true),
                    repeats = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    outcome = table.Column<string>(type: "text", nullable: false, defaultValue: "pending"),
                    messages = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    duplicates = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    error = table.Column<string>(type: "text", nullable: true),
                    processed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_inbox", x => x.id);
                    table.CheckConstraint("webhook_inbox_outcome_check", "outcome in ('pending', 'processed', 'duplicate', 'ignored', 'quarantined')");
                });

            migrationBuilder.CreateIndex(
                name: "ix_chantier_messages_contact_id",
                table: "chantier_messages",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_chantier_messages_dedup_key",
                table: "chantier_messages",
                column: "dedup_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_chantier_messages_inbox_id",
                table: "chantier_messages",
                column: "inbox_id");

            migrationBuilder.CreateIndex(
                name: "ix_chantier_messages_project_id_local_day",
                table: "chantier_messages",
                columns: new[] { "project_id", "local_day" });

            migrationBuilder.CreateIndex(
                name: "ix_chantier_messages_to_ingest",
                table: "chantier_messages",
                column: "id",
                filter: "ingested_at is null");

            migrationBuilder.AddCheckConstraint(
                name: "chantier_messages_routed_by_check",
                table: "chantier_messages",
                sql: "routed_by in ('given', 'contact', 'field', 'code', 'person')");

            migrationBuilder.CreateIndex(
                name: "ix_chantier_contacts_bsuid",
                table: "chantier_contacts",
                column: "bsuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_chantier_contacts_manychat_id",
                table: "chantier_contacts",
                column: "manychat_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_chantier_contacts_phone",
                table: "chantier_contacts",
                column: "phone",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_chantier_contacts_project_id",
                table: "chantier_contacts",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_chantier_media_message_id",
                table: "chantier_media",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ix_chantier_media_next_attempt_at",
                table: "chantier_media",
                column: "next_attempt_at",
                filter: "state = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_chantier_media_project_id",
                table: "chantier_media",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_inbox_dedup_key",
                schema: "app",
                table: "webhook_inbox",
                column: "dedup_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_inbox_next_attempt_at_id",
                schema: "app",
                table: "webhook_inbox",
                columns: new[] { "next_attempt_at", "id" },
                filter: "outcome = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_inbox_outcome_id",
                schema: "app",
                table: "webhook_inbox",
                columns: new[] { "outcome", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_inbox_source_received_at",
                schema: "app",
                table: "webhook_inbox",
                columns: new[] { "source", "received_at" });

            migrationBuilder.AddForeignKey(
                name: "fk_chantier_messages_chantier_contacts_contact_id",
                table: "chantier_messages",
                column: "contact_id",
                principalTable: "chantier_contacts",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_chantier_messages_chantier_contacts_contact_id",
                table: "chantier_messages");

            migrationBuilder.DropTable(
                name: "chantier_contacts");

            migrationBuilder.DropTable(
                name: "chantier_media");

            migrationBuilder.DropTable(
                name: "message_statuses",
                schema: "app");

            migrationBuilder.DropTable(
                name: "webhook_inbox",
                schema: "app");

            migrationBuilder.DropIndex(
                name: "ix_chantier_messages_contact_id",
                table: "chantier_messages");

            migrationBuilder.DropIndex(
                name: "ix_chantier_messages_dedup_key",
                table: "chantier_messages");

            migrationBuilder.DropIndex(
                name: "ix_chantier_messages_inbox_id",
                table: "chantier_messages");

            migrationBuilder.DropIndex(
                name: "ix_chantier_messages_project_id_local_day",
                table: "chantier_messages");

            migrationBuilder.DropIndex(
                name: "ix_chantier_messages_to_ingest",
                table: "chantier_messages");

            migrationBuilder.DropCheckConstraint(
                name: "chantier_messages_routed_by_check",
                table: "chantier_messages");

            migrationBuilder.DropColumn(
                name: "contact_id",
                table: "chantier_messages");

            migrationBuilder.DropColumn(
                name: "dedup_key",
                table: "chantier_messages");

            migrationBuilder.DropColumn(
                name: "dedup_second",
                table: "chantier_messages");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "chantier_messages");

            migrationBuilder.DropColumn(
                name: "inbox_id",
                table: "chantier_messages");

            migrationBuilder.DropColumn(
                name: "inbox_part",
                table: "chantier_messages");

            migrationBuilder.DropColumn(
                name: "ingested_at",
                table: "chantier_messages");

            migrationBuilder.DropColumn(
                name: "local_day",
                table: "chantier_messages");

            migrationBuilder.DropColumn(
                name: "occurred_at",
                table: "chantier_messages");

            migrationBuilder.DropColumn(
                name: "routed_by",
                table: "chantier_messages");
        }
    }
}
