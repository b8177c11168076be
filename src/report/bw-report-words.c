/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-report-words.h"

#include "base/bw-time.h"
#include "report/bw-note-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdarg.h>

/* Of a person's own words; the library has all of them. */
#define MOST_LETTERS 2000

static char *
format_local (gint64      time_ms,
              GTimeZone  *zone,
              const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / BW_TIME_SECOND);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("");
}

char *
bw_report_format_day (gint64 day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  /* Translators: see g_date_time_format() */
  return format_local (day * BW_TIME_DAY, utc, _("%-d %B %Y"));
}

char *
bw_report_format_time (gint64     time_ms,
                       GTimeZone *zone)
{
  /* Translators: a day and a time of day, see g_date_time_format(). */
  return format_local (time_ms, zone, _("%-d %b %Y, %H:%M"));
}

char *
bw_report_format_month (int year,
                        int month)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  /* Translators: a month and its year, see g_date_time_format() */
  return format_local (bw_time_days_from_civil (year, month, 1) * BW_TIME_DAY, utc, _("%OB %Y"));
}

char *
bw_report_format_number (gboolean known,
                         double   value,
                         int      digits)
{
  double unit = pow (10, -digits);

  if (!known || !isfinite (value))
    return NULL;
  /* Nothing is "-0". */
  if (fabs (value) < unit / 2)
    value = 0;
  return g_strdup_printf ("%s%.*f", value < 0 ? "−" : "", digits, fabs (value));
}

void
bw_report_add_head (BwReportDocument      *document,
                    const BwReportOptions *options,
                    const char            *title)
{
  const char *name = options->person_name, *born = options->date_of_birth;
  g_autofree char *person = NULL;

  bw_report_document_add_title (document, title);
  if (name != NULL && born != NULL)
    /* Translators: a person's name and date of birth */
    person = g_strdup_printf (_("%s, born %s"), name, born);
  else if (born != NULL)
    person = g_strdup_printf (_("Born %s"), born);
  bw_report_document_add_text (document, person != NULL ? person : name);
}

static char *
cut (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *part = NULL;

  if (g_utf8_strlen (valid, -1) <= MOST_LETTERS)
    return g_steal_pointer (&valid);
  part = g_utf8_substring (valid, 0, MOST_LETTERS);
  return g_strconcat (part, "…", NULL);
}

void
bw_report_add_notes (BwReportDocument *document,
                     const GPtrArray  *notes,
                     GTimeZone        *zone)
{
  const BwReportColumn columns[] = {
    { _("When"), BW_REPORT_COLUMN_TEXT },
    { _("Note"), BW_REPORT_COLUMN_WRAP },
    { _("Tags"), BW_REPORT_COLUMN_WRAP },
  };
  BwReportTable *table;

  if (notes == NULL || notes->len == 0)
    return;
  table = bw_report_table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < notes->len; i++)
    {
      const BwAnnotation *note = g_ptr_array_index (notes, i);
      g_autofree char *tags = bw_note_format_tags (note);

      bw_report_table_add_row (table, bw_note_format_time (note, zone), cut (note->text),
                               tags != NULL ? cut (tags) : NULL);
    }
  bw_report_document_add_heading (document, _("Notes"));
  bw_report_document_add_table (document, table);
}

void
bw_report_add_method (BwReportDocument *document,
                      ...)
{
  va_list texts;
  const char *text;

  bw_report_document_add_heading (document, _("How it was made"));
  va_start (texts, document);
  while ((text = va_arg (texts, const char *)) != NULL)
    bw_report_document_add_small_print (document, text);
  va_end (texts);
}
