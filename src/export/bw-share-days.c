/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-share-private.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

#define SETTING "share-days"

/* From one year to ten: dates of before there were such watches are seen to be none. */
#define MIN_DAYS 365
#define MAX_DAYS 3652

gint64
bw_share_to_clock (GTimeZone *zone,
                   gint64     time_ms)
{
  return bw_time_add (time_ms, bw_time_offset (zone, time_ms) * BW_TIME_MINUTE);
}

static gboolean
parse_days (const char  *text,
            gint64      *days,
            GError     **error)
{
  if (g_ascii_string_to_signed (text, 10, MIN_DAYS, MAX_DAYS, days, NULL))
    return TRUE;
  g_set_error (error, BW_ERROR, BW_ERROR_DAMAGED,
               _("The number of days by which this library’s shares are shifted is damaged; go back "
                 "to a copy of the library"));
  return FALSE;
}

/* Inside a transaction: of two shares that are the first only one makes it. */
static gboolean
make_days (BwLibrary  *library,
           gint64     *days,
           GError    **error)
{
  g_autofree char *known = bw_library_get_setting (library, SETTING);
  g_autofree char *text = NULL;
  guint32 more;

  if (known != NULL)
    return parse_days (known, days, error);
  if (!bw_random_secret (MAX_DAYS - MIN_DAYS + 1, &more, error))
    return FALSE;
  *days = MIN_DAYS + (gint64) more;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, *days);
  return bw_library_set_setting (library, SETTING, text, error);
}

gboolean
bw_share_read_days (BwLibrary  *library,
                    gint64     *days,
                    GError    **error)
{
  g_autofree char *known = bw_library_get_setting (library, SETTING);

  if (known != NULL)
    return parse_days (known, days, error);
  if (!bw_library_begin (library, error))
    return FALSE;
  if (make_days (library, days, error) && bw_library_commit (library, error))
    return TRUE;
  bw_library_rollback (library);
  return FALSE;
}
