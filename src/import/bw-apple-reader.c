/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-apple-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

BwSlice
bw_apple_attribute (const BwXmlAttribute *attributes,
                    guint                 n,
                    const char           *name)
{
  gsize length = strlen (name);

  for (guint i = 0; i < n; i++)
    if (attributes[i].name.length == length
        && memcmp (attributes[i].name.text, name, length) == 0)
      return attributes[i].value;
  return (BwSlice) { NULL, 0 };
}

char *
bw_apple_decode (BwSlice value)
{
  g_autoptr (GString) out = g_string_new (NULL);

  bw_xml_decode (value, out);
  return g_utf8_make_valid (out->str, (gssize) out->len);
}

void
bw_apple_problem (BwAppleReader *self,
                  const char    *what)
{
  bw_problems_add (self->collector->problems, self->file, bw_xml_scanner_get_line (self->scanner),
                   what, 1);
}

static void
note_unknown (BwAppleReader *self,
              BwSlice        name)
{
  g_autofree char *shown = NULL;
  g_autofree char *what = NULL;

  shown = g_utf8_make_valid (name.text, (gssize) MIN (name.length, 40));
  what = g_strdup_printf (_("Entries of the kind “%s” are not read"), shown);
  bw_apple_problem (self, what);
}

static void
read_export_date (BwAppleReader        *self,
                  const BwXmlAttribute *attributes,
                  guint                 n)
{
  BwSlice value = bw_apple_attribute (attributes, n, "value");
  gint64 time_ms;

  if (value.text != NULL && bw_time_parse (value.text, value.length, &time_ms, NULL))
    self->collector->exported_ms = time_ms;
  else
    bw_apple_problem (self, _("The date of the export is not readable"));
}

static gboolean
on_start_element (gpointer               user_data,
                  BwSlice                name,
                  const BwXmlAttribute  *attributes,
                  guint                  n,
                  GError               **error)
{
  BwAppleReader *self = user_data;

  self->depth++;
  switch (name.length)
    {
    case 2:
      if (bw_slice_is (name, "Me"))
        return bw_apple_me (self, attributes, n, error);
      break;
    case 6:
      if (bw_slice_is (name, "Record"))
        return bw_apple_record_start (self, attributes, n, error);
      break;
    case 7:
      if (bw_slice_is (name, "Workout"))
        {
          self->containers++;
          return bw_apple_workout_start (self, attributes, n, error);
        }
      break;
    case 10:
      if (bw_slice_is (name, "ExportDate"))
        {
          read_export_date (self, attributes, n);
          return TRUE;
        }
      break;
    case 11:
      if (bw_slice_is (name, "Correlation"))
        {
          self->containers++;
          return TRUE;
        }
      break;
    case 13:
      if (bw_slice_is (name, "MetadataEntry"))
        {
          bw_apple_record_metadata (self, attributes, n);
          return TRUE;
        }
      break;
    case 15:
      if (bw_slice_is (name, "ActivitySummary"))
        return bw_apple_activity_summary (self, attributes, n, error);
      break;
    case 17:
      if (bw_slice_is (name, "WorkoutStatistics"))
        {
          bw_apple_workout_statistics (self, attributes, n);
          return TRUE;
        }
      break;
    case 27:
      if (bw_slice_is (name, "InstantaneousBeatsPerMinute"))
        {
          bw_apple_record_beat (self, attributes, n);
          return TRUE;
        }
      break;
    default:
      break;
    }

  if (self->depth == 2)
    note_unknown (self, name);
  return TRUE;
}

static gboolean
on_end_element (gpointer   user_data,
                BwSlice    name,
                GError   **error)
{
  BwAppleReader *self = user_data;

  self->depth--;
  if (bw_slice_is (name, "Record"))
    return bw_apple_record_end (self, error);
  if (bw_slice_is (name, "Workout"))
    {
      self->containers--;
      return bw_apple_workout_end (self, error);
    }
  if (bw_slice_is (name, "Correlation"))
    self->containers--;
  return TRUE;
}

static const BwXmlHandlers handlers = { on_start_element, on_end_element };

BwAppleReader *
bw_apple_reader_new (BwCollector *collector,
                     const char  *file)
{
  BwAppleReader *self = g_new0 (BwAppleReader, 1);

  self->collector = collector;
  self->file = g_strdup (file);
  self->scanner = bw_xml_scanner_new (&handlers, self);
  self->record.wall_ms = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->record.bpm = g_array_new (FALSE, FALSE, sizeof (gint32));
  return self;
}

void
bw_apple_reader_free (BwAppleReader *self)
{
  if (self == NULL)
    return;

  bw_xml_scanner_free (self->scanner);
  g_array_unref (self->record.wall_ms);
  g_array_unref (self->record.bpm);
  g_free (self->workout.activity);
  g_free (self->file);
  g_free (self);
}

gboolean
bw_apple_reader_push (BwAppleReader  *self,
                      const char     *text,
                      gsize           length,
                      GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return bw_xml_scanner_push (self->scanner, text, length, error);
}

static void
tell_flaws (BwAppleReader *self)
{
  const BwXmlFlaws *flaws = bw_xml_scanner_get_flaws (self->scanner);
  BwProblems *problems = self->collector->problems;

  if (flaws->control > 0)
    bw_problems_add (problems, self->file, flaws->control_line,
                     _("Characters that XML forbids were dropped"), flaws->control);
  if (flaws->invalid > 0)
    bw_problems_add (problems, self->file, flaws->invalid_line,
                     _("Bytes that are not UTF-8 were replaced"), flaws->invalid);
  if (flaws->broken > 0)
    bw_problems_add (problems, self->file, flaws->broken_line,
                     _("Tags that make no sense were mended or left out"), flaws->broken);
}

gboolean
bw_apple_reader_finish (BwAppleReader  *self,
                        gboolean        partial,
                        GError        **error)
{
  gboolean whole;
  gint64 line;

  g_return_val_if_fail (self != NULL, FALSE);

  whole = bw_xml_scanner_finish (self->scanner);
  line = bw_xml_scanner_get_line (self->scanner);
  tell_flaws (self);
  if (whole)
    return TRUE;

  if (!partial)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s” breaks off after line %lld; nothing was kept. Export it again, or choose "
                     "to keep what is readable"),
                   self->file, (long long) line);
      return FALSE;
    }
  bw_problems_add (self->collector->problems, self->file, line,
                   _("The file breaks off here; what came before was kept"), 1);
  return TRUE;
}
