/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-alerts.h"

G_BEGIN_DECLS

/* What an alert says, calmly: one line and one sentence below it. Both return (transfer full); only of
 * a rule that holds (from %BW_ALERT_TOLD on). */
char *bw_alert_format_title (const BwAlert *alert,
                             gint64         now_ms,
                             GTimeZone     *zone);
char *bw_alert_format_body (const BwAlert *alert,
                            gint64         now_ms,
                            GTimeZone     *zone);

/* Why nothing, or what, is told of a rule. Returns: (transfer full) */
char *bw_alert_format_outcome (const BwAlert *alert,
                               gint64         now_ms,
                               GTimeZone     *zone);

G_END_DECLS
