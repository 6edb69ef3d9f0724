using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PeppiDbContext))]
    [Migration("20261122220715_Alerts")]
    internal sealed class Alerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "calm_since",
                table: "alerts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "escalated_at",
                table: "alerts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "link",
                table: "alerts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "message_en",
                table: "alerts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "raised_priority",
                table: "alerts",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "alert_events",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    alert_id = table.Column<int>(type: "integer", nullable: false),
                    project_id = table.Column<int>(type: "integer", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false, defaultValue: "note"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor_role = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    details = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'{}'"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_events", x => x.id);
                    table.CheckConstraint("alert_events_kind_check", "kind in ('raised', 'priority', 'acknowledged', 'assigned', 'snoozed', 'reopened', 'escalated', 'resolved', 'note')");
                    table.ForeignKey(
                        name: "fk_alert_events_alerts_alert_id",
                        column: x => x.alert_id,
                        principalTable: "alerts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_alert_events_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_alert_events_users_actor_id",
                        column: x => x.actor_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "alert_notices",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    alert_id = table.Column<int>(type: "integer", nullable: false),
                    event_id = table.Column<int>(type: "integer", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false, defaultValue: "pending"),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    reason = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_notices", x => x.id);
                    table.CheckConstraint("alert_notices_status_check", "status in ('pending', 'sent', 'skipped', 'failed')");
                    table.ForeignKey(
                        name: "fk_alert_notices_alerts_alert_id",
                        column: x => x.alert_id,
                        principalTable: "alerts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_alert_notices_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alert_preferences",
                schema: "app",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    least_priority = table.Column<string>(type: "text", nullable: false, defaultValue: "warning"),
                    digest = table.Column<string>(type: "text", nullable: false, defaultValue: "immediate"),
                    digest_at = table.Column<TimeOnly>(type: "time without time zone", nullable: false, defaultValueSql: "'07:00'"),
                    quiet_from = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    quiet_to = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    quiet_weekends = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_preferences", x => x.user_id);
                    table.CheckConstraint("alert_preferences_digest_check", "digest in ('immediate', 'hourly', 'daily', 'none')");
                    table.CheckConstraint("alert_preferences_least_priority_check", "least_priority in ('info', 'warning', 'high', 'critical')");
                    table.ForeignKey(
                        name: "fk_alert_preferences_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alert_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    code = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<int>(type: "integer", nullable: true),
                    enabled = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    parameters = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'{}'"),
                    notify_roles = table.Column<List<string>>(type: "text[]", nullable: true),
                    resolve_after_hours = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    escalate_after_hours = table.Column<int>(type: "integer", nullable: true),
                    escalate_to_role = table.Column<string>(type: "text", nullable: true),
                    escalate_to = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_rules", x => x.id);
                    table.CheckConstraint("alert_rules_escalate_after_hours_check", "escalate_after_hours between 1 and 8760");
                    table.CheckConstraint("alert_rules_parameters_check", "jsonb_typeof(parameters) = 'object'");
                    table.CheckConstraint("alert_rules_resolve_after_hours_check", "resolve_after_hours between 0 and 8760");
                    table.ForeignKey(
                        name: "fk_alert_rules_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_alert_rules_users_escalate_to",
                        column: x => x.escalate_to,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "outbox_retries",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    listener = table.Column<string>(type: "text", nullable: false),
                    outbox_id = table.Column<long>(type: "bigint", nullable: false),
                    table_name = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "jsonb", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_retries", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alert_events_actor_id",
                table: "alert_events",
                column: "actor_id");

            migrationBuilder.CreateIndex(
                name: "ix_alert_events_alert_id",
                table: "alert_events",
                column: "alert_id");

            migrationBuilder.CreateIndex(
                name: "ix_alert_events_project_id",
                table: "alert_events",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_alert_notices_alert_id",
                schema: "app",
                table: "alert_notices",
                column: "alert_id");

            migrationBuilder.CreateIndex(
                name: "ix_alert_notices_event_id_user_id",
                schema: "app",
                table: "alert_notices",
                columns: new[] { "event_id", "user_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_alert_notices_next_attempt_at",
                schema: "app",
                table: "alert_notices",
                column: "next_attempt_at",
                filter: "status = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_alert_notices_user_id_sent_at",
                schema: "app",
                table: "alert_notices",
                columns: new[] { "user_id", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_alert_rules_escalate_to",
                table: "alert_rules",
                column: "escalate_to");

            migrationBuilder.CreateIndex(
                name: "ix_alert_rules_project_id_code",
                table: "alert_rules",
                columns: new[] { "project_id", "code" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_retries_next_attempt_at",
                schema: "app",
                table: "outbox_retries",
                column: "next_attempt_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_events");

            migrationBuilder.DropTable(
                name: "alert_notices",
                schema: "app");

            migrationBuilder.DropTable(
                name: "alert_preferences",
                schema: "app");

            migrationBuilder.DropTable(
                name: "alert_rules");

            migrationBuilder.DropTable(
                name: "outbox_retries",
                schema: "app");

            migrationBuilder.DropColumn(
                name: "calm_since",
                table: "alerts");

            migrationBuilder.DropColumn(
                name: "escalated_at",
                table: "alerts");

            migrationBuilder.DropColumn(
                name: "link",
                table: "alerts");

            migrationBuilder.DropColumn(
                name: "message_en",
                table: "alerts");

            migrationBuilder.DropColumn(
                name: "raised_priority",
                table: "alerts");
        }
    }
}
