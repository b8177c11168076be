/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-alert-rules.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The rules as an object, and as text. */
void bw_cli_add_alert_rules (JsonBuilder        *builder,
                             const BwAlertRules *rules);
void bw_cli_print_alert_rules (const BwAlertRules *rules);

/* What a rule asks for: "Red within 24 hours". Returns: (transfer full) */
char *bw_cli_format_alert_rule (const BwAlertRules *rules,
                                BwAlertRule         rule);

G_END_DECLS
