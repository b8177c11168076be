/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

G_BEGIN_DECLS

/* Alerts as notifications of the desktop. A click on one shows its hour (action "app.show-hour"), a
 * button wants quiet for today ("app.hush"). @library: whose forecast it is, a file name. */

/* Shows what is to be told, and takes back what holds no longer. */
void bw_alert_notices_show (GApplication        *application,
                            const char          *library,
                            const BwAlertReport *report);

/* Takes all back. */
void bw_alert_notices_withdraw (GApplication *application,
                                const char   *library);

/* When to look again: at the end of what holds an alert back, and when what was told is over; 0 where
 * there is nothing to wait for. */
gint64 bw_alert_notices_get_due (const BwAlertReport *report);

/* One that says that it is made up. */
void bw_alert_notices_show_example (GApplication *application,
                                    const char   *library,
                                    GTimeZone    *zone);

G_END_DECLS
