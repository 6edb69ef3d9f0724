using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PeppiDbContext))]
    [Migration("20261122184926_AccountMails")]
    internal sealed class AccountMails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "user_metadata",
                schema: "auth",
                table: "users",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'::jsonb",
                oldClrType: typeof(string),
                oldType: "jsonb");

            migrationBuilder.AddColumn<string>(
                name: "app_metadata",
                schema: "auth",
                table: "users",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'::jsonb");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "confirmation_sent_at",
                schema: "auth",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "deleted_at",
                schema: "auth",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "email_change_sent_at",
                schema: "auth",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "email_confirmed_at",
                schema: "auth",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "new_email",
                schema: "auth",
                table: "users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "recovery_sent_at",
                schema: "auth",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "attempts",
                schema: "auth",
                table: "one_time_tokens",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "code_challenge",
                schema: "auth",
                table: "one_time_tokens",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "code_challenge_method",
                schema: "auth",
                table: "one_time_tokens",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "code_hash",
                schema: "auth",
                table: "one_time_tokens",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "email",
                schema: "auth",
                table: "one_time_tokens",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "secret",
                schema: "app",
                table: "mail_outbox",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            // Who signed in so far had a confirmed address; what earlier versions queued lets somebody in as well.
            migrationBuilder.Sql("""
                update auth.users set email_confirmed_at = created_at where email_confirmed;
                update auth.one_time_tokens token set email = account.normalized_email from auth.users account where account.id = token.account_id;
                update app.mail_outbox set text = '', html = null where status = 'sent' and delivery_id is null;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "app_metadata",
                schema: "auth",
                table: "users");

            migrationBuilder.DropColumn(
                name: "confirmation_sent_at",
                schema: "auth",
                table: "users");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                schema: "auth",
                table: "users");

            migrationBuilder.DropColumn(
                name: "email_change_sent_at",
                schema: "auth",
                table: "users");

            migrationBuilder.DropColumn(
                name: "email_confirmed_at",
                schema: "auth",
                table: "users");

            migrationBuilder.DropColumn(
                name: "new_email",
                schema: "auth",
                table: "users");

            migrationBuilder.DropColumn(
                name: "recovery_sent_at",
                schema: "auth",
                table: "users");

            migrationBuilder.DropColumn(
                name: "attempts",
                schema: "auth",
                table: "one_time_tokens");

            migrationBuilder.DropColumn(
                name: "code_challenge",
                schema: "auth",
                table: "one_time_tokens");

            migrationBuilder.DropColumn(
                name: "code_challenge_method",
                schema: "auth",
                table: "one_time_tokens");

            migrationBuilder.DropColumn(
                name: "code_hash",
                schema: "auth",
                table: "one_time_tokens");

            migrationBuilder.DropColumn(
                name: "email",
                schema: "auth",
                table: "one_time_tokens");

            migrationBuilder.DropColumn(
                name: "secret",
                schema: "app",
                table: "mail_outbox");

            migrationBuilder.AlterColumn<string>(
                name: "user_metadata",
                schema: "auth",
                table: "users",
                type: "jsonb",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldDefaultValueSql: "'{}'::jsonb");
        }
    }
}
