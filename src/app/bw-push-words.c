/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-push-words.h"

#include "app/bw-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

void
bw_push_get_terms (const BwForecast *forecast,
                   BwScoreTerms     *terms)
{
  *terms = (BwScoreTerms){ 0 };
  memcpy (terms->correlation, forecast->score_correlation, sizeof terms->correlation);
  for (guint i = 0; forecast->pushes != NULL && i < forecast->pushes->len; i++)
    {
      const BwPush *push = g_ptr_array_index (forecast->pushes, i);
      BwTerm term;

      if (!bw_term_from_id (push->id, &term))
        continue;
      terms->has[term] = TRUE;
      terms->z[term] = push->z;
    }
}

static gboolean
is_hrv (const char *id)
{
  return g_str_equal (id, bw_term_get_id (BW_TERM_HRV));
}

static gboolean
is_resting (const char *id)
{
  return g_str_equal (id, bw_term_get_id (BW_TERM_RESTING_HR));
}

char *
bw_push_format_value (const char *id,
                      double      value)
{
  if (is_hrv (id))
    /* Translators: %.0f is a number of milliseconds */
    return g_strdup_printf (_("%.0f ms"), exp (value));
  if (is_resting (id))
    return g_strdup_printf (_("%.0f beats/min"), value);
  return g_strdup_printf (_("%.0f %%"), 100 * value);
}

char *
bw_push_format_spread (const BwPush *push)
{
  double low = push->mean - push->sd, high = push->mean + push->sd;

  /* Translators: here and below from one number to another */
  if (is_hrv (push->id))
    return g_strdup_printf (_("%.0f to %.0f ms"), exp (low), exp (high));
  if (is_resting (push->id))
    return g_strdup_printf (_("%.1f to %.1f beats/min"), low, high);
  return g_strdup_printf (_("%.0f to %.0f %%"), 100 * low, 100 * MIN (high, 1));
}

char *
bw_push_format_z (double z)
{
  /* Translators: a sign and a number */
  return g_strdup_printf (_("%s%.2f"), z < 0 ? "−" : "+", fabs (z));
}

char *
bw_push_describe_source (const BwPush *push,
                         GTimeZone    *zone)
{
  g_autofree char *time = bw_format_time (push->time_ms, zone);

  if (is_hrv (push->id))
    return g_strdup_printf (_("Your level, from readings up to %s"), time);
  if (is_resting (push->id))
    return g_strdup_printf (_("Known since %s"), time);
  /* Translators: of the time in bed, the share asleep; %s is when the night ended */
  return g_strdup_printf (_("Asleep, of the time in bed; night until %s"), time);
}
