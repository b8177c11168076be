/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-note-words.h"

#include "base/bw-time.h"
#include "plot/bw-plot-time.h"
#include "report/bw-report-words.h"

#include <glib/gi18n-lib.h>

static const char *const tags[] = { "ill",        "race",   "travel", "alcohol", "late-night",
                                    "medication", "stress", NULL };

/* In the same order. */
static const char *const names[] = { N_("ill"),        N_("race"),   N_("travel"), N_("alcohol"),
                                     N_("late night"), N_("medication"), N_("stress") };

const char *const *
bw_note_tags (void)
{
  return tags;
}

const char *
bw_note_tag_get_name (const char *tag)
{
  for (guint i = 0; tags[i] != NULL; i++)
    if (g_str_equal (tags[i], tag))
      return _(names[i]);
  return tag;
}

char *
bw_note_format_tags (const BwAnnotation *note)
{
  GString *text;

  if (note->tags == NULL || note->tags[0] == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; note->tags[i] != NULL; i++)
    {
      if (i > 0)
        /* Translators: between the tags of a note */
        g_string_append (text, _(", "));
      g_string_append (text, bw_note_tag_get_name (note->tags[i]));
    }
  return g_string_free (text, FALSE);
}

char *
bw_note_format_time (const BwAnnotation *note,
                     GTimeZone          *zone)
{
  g_autofree char *start = bw_report_format_time (note->start_ms, zone);
  g_autofree char *end = NULL;

  if (note->end_ms <= note->start_ms)
    return g_steal_pointer (&start);
  end = bw_time_local_day (zone, note->start_ms) == bw_time_local_day (zone, note->end_ms)
          ? bw_plot_format_clock (zone, note->end_ms)
          : bw_report_format_time (note->end_ms, zone);
  /* Translators: from when to when */
  return g_strdup_printf (_("%s – %s"), start, end);
}

char *
bw_note_format_title (const BwAnnotation *note)
{
  g_autofree char *all = bw_note_format_tags (note);

  if (note->text != NULL && *note->text != '\0')
    return g_strdup (note->text);
  return all != NULL ? g_steal_pointer (&all) : g_strdup (_("Note"));
}
