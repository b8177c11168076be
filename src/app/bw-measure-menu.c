/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-measure-menu.h"

#include "app/bw-format.h"
#include "forecast/bw-forecast.h"

#include <glib/gi18n-lib.h>

#define AUTO "auto"

static const BwMeasure measures[] = { BW_MEASURE_RMSSD, BW_MEASURE_RMSSD_IMPORTED, BW_MEASURE_SDNN };

static gint64
count_kind (const BwSummary *summary,
            const char      *kind)
{
  for (guint i = 0; i < summary->kinds->len; i++)
    {
      const BwKindInfo *info = g_ptr_array_index (summary->kinds, i);

      if (g_str_equal (info->name, kind))
        return info->count;
    }
  return 0;
}

static gint64
count_measure (const BwSummary *summary,
               BwMeasure        measure)
{
  switch (measure)
    {
    case BW_MEASURE_RMSSD:
      return summary->counts.readings;
    case BW_MEASURE_RMSSD_IMPORTED:
      return count_kind (summary, BW_KIND_RMSSD);
    case BW_MEASURE_SDNN:
      return count_kind (summary, BW_KIND_SDNN);
    case BW_MEASURE_AUTO:
    default:
      return 0;
    }
}

/* Takes @label. */
static void
add (GMenu           *menu,
     const BwSummary *summary,
     const char      *id,
     char            *label)
{
  g_autofree char *action = g_strdup_printf ("win.set-measure::%s", id);
  g_autofree char *marked = NULL;

  if (g_str_equal (summary->measure, id))
    /* Translators: %s is an entry of a menu */
    marked = g_strdup_printf (_("%s ✓"), label);
  g_menu_append (menu, marked != NULL ? marked : label, action);
  g_free (label);
}

GMenuModel *
bw_measure_menu_new (const BwSummary *summary)
{
  GMenu *menu = g_menu_new ();

  add (menu, summary, AUTO, g_strdup (_("What most readings have")));
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      gint64 n = count_measure (summary, measures[i]);
      g_autofree char *count = bw_format_count (n);

      if (n == 0 && !g_str_equal (summary->measure, bw_measure_get_id (measures[i])))
        continue;
      /* Translators: a measure, and how many readings there are of it */
      add (menu, summary, bw_measure_get_id (measures[i]),
           g_strdup_printf (ngettext ("%s (%s reading)", "%s (%s readings)", (gulong) n),
                            bw_measure_get_name (measures[i]), count));
    }
  return G_MENU_MODEL (menu);
}

gboolean
bw_measure_menu_is_stuck (const BwSummary *summary)
{
  gint64 chosen = 0, all = 0;

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      gint64 n = count_measure (summary, measures[i]);

      all += n;
      if (g_str_equal (summary->measure, bw_measure_get_id (measures[i])))
        chosen += n;
    }
  return all > 0 && chosen == 0 && !g_str_equal (summary->measure, AUTO);
}
