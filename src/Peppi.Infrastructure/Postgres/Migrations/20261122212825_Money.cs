using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PeppiDbContext))]
    [Migration("20261122212825_Money")]
    internal sealed class Money : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "budget_exception",
                table: "supply_orders",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source",
                table: "strategie_action_plans",
                type: "text",
                nullable: false,
                defaultValue: "manual");

            migrationBuilder.AddColumn<int>(
                name: "source_alert_id",
                table: "strategie_action_plans",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "eac_method",
                table: "projects",
                type: "text",
                nullable: false,
                defaultValue: "cpi");

            migrationBuilder.CreateTable(
                name: "budget_exceptions",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    order_id = table.Column<int>(type: "integer", nullable: false),
                    project_id = table.Column<int>(type: "integer", nullable: true),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    granted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_budget_exceptions", x => x.id);
                    table.ForeignKey(
                        name: "fk_budget_exceptions_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_budget_exceptions_supply_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "supply_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_budget_exceptions_users_granted_by",
                        column: x => x.granted_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "budget_lines",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    project_id = table.Column<int>(type: "integer", nullable: false),
                    category = table.Column<string>(type: "text", nullable: true),
                    policy = table.Column<string>(type: "text", nullable: false, defaultValue: "warn"),
                    notes = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_budget_lines", x => x.id);
                    table.CheckConstraint("budget_lines_category_check", "category in ('land', 'studies', 'structural_works', 'finishing_works', 'networks', 'equipment', 'marketing', 'fees', 'contingency', 'other')");
                    table.CheckConstraint("budget_lines_policy_check", "policy in ('ignore', 'warn', 'stop')");
                    table.ForeignKey(
                        name: "fk_budget_lines_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "exchange_rates",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    currency = table.Column<string>(type: "text", nullable: false),
                    quote_currency = table.Column<string>(type: "text", nullable: false),
                    rate = table.Column<decimal>(type: "numeric(20,10)", precision: 20, scale: 10, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    source = table.Column<string>(type: "text", nullable: true),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exchange_rates", x => x.id);
                    table.CheckConstraint("exchange_rates_currency_check", "currency in ('AED', 'AFN', 'ALL', 'AMD', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BHD', 'BIF', 'BMD', 'BND', 'BOB', 'BRL', 'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CLP', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DJF', 'DKK', 'DOP', 'DZD', 'EGP', 'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GNF', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'IQD', 'IRR', 'ISK', 'JMD', 'JOD', 'JPY', 'KES', 'KGS', 'KHR', 'KMF', 'KPW', 'KRW', 'KWD', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'LYD', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'OMR', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'PYG', 'QAR', 'RON', 'RSD', 'RUB', 'RWF', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB', 'TJS', 'TMT', 'TND', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'UGX', 'USD', 'UYU', 'UZS', 'VED', 'VES', 'VND', 'VUV', 'WST', 'XAF', 'XCD', 'XOF', 'XPF', 'YER', 'ZAR', 'ZMW', 'ZWG')");
                    table.CheckConstraint("exchange_rates_pair_check", "currency <> quote_currency");
                    table.CheckConstraint("exchange_rates_quote_currency_check", "quote_currency in ('AED', 'AFN', 'ALL', 'AMD', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BHD', 'BIF', 'BMD', 'BND', 'BOB', 'BRL', 'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CLP', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DJF', 'DKK', 'DOP', 'DZD', 'EGP', 'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GNF', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'IQD', 'IRR', 'ISK', 'JMD', 'JOD', 'JPY', 'KES', 'KGS', 'KHR', 'KMF', 'KPW', 'KRW', 'KWD', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'LYD', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'OMR', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'PYG', 'QAR', 'RON', 'RSD', 'RUB', 'RWF', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB', 'TJS', 'TMT', 'TND', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'UGX', 'USD', 'UYU', 'UZS', 'VED', 'VES', 'VND', 'VUV', 'WST', 'XAF', 'XCD', 'XOF', 'XPF', 'YER', 'ZAR', 'ZMW', 'ZWG')");
                    table.CheckConstraint("exchange_rates_rate_check", "rate > 0");
                    table.ForeignKey(
                        name: "fk_exchange_rates_users_created_by",
                        column: x => x.created_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "project_milestones",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    project_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    phase = table.Column<string>(type: "text", nullable: true),
                    baseline_date = table.Column<DateOnly>(type: "date", nullable: true),
                    forecast_date = table.Column<DateOnly>(type: "date", nullable: true),
                    actual_date = table.Column<DateOnly>(type: "date", nullable: true),
                    is_critical = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_milestones", x => x.id);
                    table.CheckConstraint("project_milestones_phase_check", "phase in ('study', 'design', 'permitting', 'works', 'handover', 'warranty')");
                    table.ForeignKey(
                        name: "fk_project_milestones_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "project_progress",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    project_id = table.Column<int>(type: "integer", nullable: false),
                    phase = table.Column<string>(type: "text", nullable: true),
                    percent_complete = table.Column<decimal>(type: "numeric(5,2)", precision: 5, scale: 2, nullable: false),
                    weight = table.Column<decimal>(type: "numeric(9,3)", precision: 9, scale: 3, nullable: false, defaultValue: 1m),
                    recorded_on = table.Column<DateOnly>(type: "date", nullable: false, defaultValueSql: "current_date"),
                    author_id = table.Column<Guid>(type: "uuid", nullable: true),
                    notes = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_progress", x => x.id);
                    table.CheckConstraint("project_progress_percent_complete_check", "percent_complete between 0 and 100");
                    table.CheckConstraint("project_progress_phase_check", "phase in ('study', 'design', 'permitting', 'works', 'handover', 'warranty')");
                    table.CheckConstraint("project_progress_weight_check", "weight > 0");
                    table.ForeignKey(
                        name: "fk_project_progress_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_project_progress_users_author_id",
                        column: x => x.author_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "supply_receipts",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    order_id = table.Column<int>(type: "integer", nullable: false),
                    project_id = table.Column<int>(type: "integer", nullable: true),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false, defaultValueSql: "current_date"),
                    delivery_note = table.Column<string>(type: "text", nullable: true),
                    notes = table.Column<string>(type: "text", nullable: true),
                    received_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supply_receipts", x => x.id);
                    table.ForeignKey(
                        name: "fk_supply_receipts_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_supply_receipts_supply_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "supply_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_supply_receipts_users_received_by",
                        column: x => x.received_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "ix_strategie_action_plans_source_alert_id",
                table: "strategie_action_plans",
                column: "source_alert_id");

            migrationBuilder.AddCheckConstraint(
                name: "strategie_action_plans_source_check",
                table: "strategie_action_plans",
                sql: "source in ('manual', 'kpi', 'alert')");

            migrationBuilder.AddCheckConstraint(
                name: "projects_eac_method_check",
                table: "projects",
                sql: "eac_method in ('cpi', 'one_off', 'cpi_spi')");

            migrationBuilder.CreateIndex(
                name: "ix_budget_exceptions_granted_by",
                table: "budget_exceptions",
                column: "granted_by");

            migrationBuilder.CreateIndex(
                name: "ix_budget_exceptions_order_id",
                table: "budget_exceptions",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_budget_exceptions_project_id",
                table: "budget_exceptions",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_budget_lines_project_id_category",
                table: "budget_lines",
                columns: new[] { "project_id", "category" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_exchange_rates_created_by",
                table: "exchange_rates",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "ix_exchange_rates_currency_quote_currency_valid_from",
                table: "exchange_rates",
                columns: new[] { "currency", "quote_currency", "valid_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_project_milestones_project_id",
                table: "project_milestones",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_project_progress_author_id",
                table: "project_progress",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_project_progress_project_id_recorded_on",
                table: "project_progress",
                columns: new[] { "project_id", "recorded_on" });

            migrationBuilder.CreateIndex(
                name: "ix_supply_receipts_order_id_received_on",
                table: "supply_receipts",
                columns: new[] { "order_id", "received_on" });

            migrationBuilder.CreateIndex(
                name: "ix_supply_receipts_project_id",
                table: "supply_receipts",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_supply_receipts_received_by",
                table: "supply_receipts",
                column: "received_by");

            migrationBuilder.AddForeignKey(
                name: "fk_strategie_action_plans_alerts_source_alert_id",
                table: "strategie_action_plans",
                column: "source_alert_id",
                principalTable: "alerts",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_strategie_action_plans_alerts_source_alert_id",
                table: "strategie_action_plans");

            migrationBuilder.DropTable(
                name: "budget_exceptions");

            migrationBuilder.DropTable(
                name: "budget_lines");

            migrationBuilder.DropTable(
                name: "exchange_rates");

            migrationBuilder.DropTable(
                name: "project_milestones");

            migrationBuilder.DropTable(
                name: "project_progress");

            migrationBuilder.DropTable(
                name: "supply_receipts");

            migrationBuilder.DropIndex(
                name: "ix_strategie_action_plans_source_alert_id",
                table: "strategie_action_plans");

            migrationBuilder.DropCheckConstraint(
                name: "strategie_action_plans_source_check",
                table: "strategie_action_plans");

            migrationBuilder.DropCheckConstraint(
                name: "projects_eac_method_check",
                table: "projects");

            migrationBuilder.DropColumn(
                name: "budget_exception",
                table: "supply_orders");

            migrationBuilder.DropColumn(
                name: "source",
                table: "strategie_action_plans");

            migrationBuilder.DropColumn(
                name: "source_alert_id",
                table: "strategie_action_plans");

            migrationBuilder.DropColumn(
                name: "eac_method",
                table: "projects");
        }
    }
}
