/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-share-private.h"

#include "base/bw-time.h"
#include "export/bw-export-labels.h"
#include "store/bw-member.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define VERSION_OF_FORMAT 1

const char *
bw_share_get_folder (BwLabel label)
{
  static const char *const folders[] = {
    [BW_LABEL_NONE] = "unlabelled",
    [BW_LABEL_FASTING] = "fasting",
    [BW_LABEL_GLUCOSE] = "glucose",
  };

  g_return_val_if_fail ((guint) label < G_N_ELEMENTS (folders), NULL);

  return folders[label];
}

char *
bw_share_get_file (const BwRecording *recording)
{
  return g_strdup_printf ("%s/%s", bw_share_get_folder (recording->label), recording->name);
}

static guint
count_readers (const BwShare *self)
{
  g_autoptr (GHashTable) readers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->reader_labels->len; i++)
    g_hash_table_add (readers, g_array_index (self->reader_labels, BwReaderLabel, i).reader);
  return g_hash_table_size (readers);
}

static void
add_files (const BwShare *self,
           JsonBuilder   *builder)
{
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRecording *r = &g_array_index (self->recordings, BwRecording, i);
      g_autofree char *name = bw_share_get_file (r);

      json_builder_begin_object (builder);
      bw_member_add_string (builder, "name", name);
      bw_member_add_int (builder, "samples", r->n_samples);
      bw_member_add_double (builder, "rate_hz", TRUE, r->rate_hz);
      bw_member_add_string (builder, "label", bw_label_get_id (r->label));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

GString *
bw_share_format_manifest (const BwShare *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  GString *out;

  json_builder_begin_object (builder);
  bw_member_add_string (builder, "format", BW_SHARE_FORMAT);
  bw_member_add_int (builder, "version", VERSION_OF_FORMAT);
  bw_member_add_int (builder, "recordings", self->recordings->len);
  bw_member_add_int (builder, "fasting", self->n_labels[BW_LABEL_FASTING]);
  bw_member_add_int (builder, "glucose", self->n_labels[BW_LABEL_GLUCOSE]);
  bw_member_add_int (builder, "unlabelled", self->n_labels[BW_LABEL_NONE]);
  bw_member_add_int (builder, "readers", count_readers (self));
  bw_member_add_boolean (builder, "notes", self->with_notes);
  bw_member_add_string (builder, "times",
                        "the person's clock, earlier by an undisclosed number of whole days");
  add_files (self, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  out = g_string_new (text);
  g_string_append_c (out, '\n');
  return out;
}

GString *
bw_share_format_readme (const BwShare *self)
{
  GString *out = g_string_new ("ECG recordings of one person\n"
                               "============================\n\n");

  g_string_append_printf (out,
                          "Recordings: %u (%u fasting, %u after glucose, %u without a label).\n"
                          "Readers who labelled them by themselves: %u. Notes: %s.\n\n",
                          self->recordings->len, self->n_labels[BW_LABEL_FASTING],
                          self->n_labels[BW_LABEL_GLUCOSE], self->n_labels[BW_LABEL_NONE],
                          count_readers (self), self->with_notes ? "included" : "left off");
  g_string_append (
    out,
    "fasting/, glucose/, unlabelled/\n"
    "    One file a recording, numbered by time: a few lines of \"key,value\", then\n"
    "    one sample a line in microvolts. Samples and sample rates are exact.\n"
    "labels.csv\n"
    "    The labels, who gave them, and what each reader made of them.\n"
    "manifest.json\n"
    "    The same list of files for programs.\n\n"
    "What was left off: name, birth date, sex, device, software, symptoms, the\n"
    "names of files and readers, the time zone, and when labels were given.");
  if (!self->with_notes)
    g_string_append (out, " So were the notes.");
  g_string_append (
    out,
    "\n\n"
    "Dates are not the true ones. All of them are earlier by the same number of\n"
    "whole days, which is in none of these files. The time of day and the\n"
    "intervals between recordings are those of the person's own clock, so over a\n"
    "change to or from summer time, or a journey, an interval may be off by that\n"
    "change. \"+0000\" and \"Z\" stand for that clock and say nothing of a zone. Other\n"
    "shares of the same person are shifted alike and fit to this one.\n\n"
    "This is pseudonymous, not anonymous. Somebody who knows when one of the\n"
    "recordings was really made, or that the last was made just before it was\n"
    "shared, knows the shift. Somebody who has another ECG of the same person may\n"
    "recognise its shape or its sample rate.\n");
  if (self->with_notes)
    g_string_append (out, "The notes are what people wrote, word for word.\n");
  g_string_append (
    out,
    "Do not try to find out whose they are, and do not put them where anybody can\n"
    "read them unless the person has agreed to that.\n\n"
    "Beatwise is for self-review and for labelling in research. It is not a medical\n"
    "device; neither these recordings nor what a program makes of them are a\n"
    "diagnosis. \"Import\" in Beatwise reads this archive.\n");
  return out;
}

GString *
bw_share_format_labels (const BwShare *self,
                        gint64         days)
{
  /* The copies borrow their texts. */
  g_autoptr (GArray) shifted = g_array_copy (self->recordings);

  g_array_set_clear_func (shifted, NULL);
  for (guint i = 0; i < shifted->len; i++)
    {
      BwRecording *recording = &g_array_index (shifted, BwRecording, i);

      recording->start_ms = bw_time_add (recording->start_ms, -days * BW_TIME_DAY);
    }
  return bw_export_labels_format (shifted, self->reader_labels, FALSE);
}

char **
bw_share_describe (const BwShare *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  g_strv_builder_add (lines, _("Left off: name, birth date, sex, device, software, symptoms, the "
                               "names of files and readers, the time zone, and when labels were "
                               "given."));
  g_strv_builder_add (lines, self->with_notes
                               ? _("Notes are in it as they were written: read them first.")
                               : _("Left off as well: notes."));
  g_strv_builder_add (lines, _("Dates are shifted by a secret number of whole days, the same for all "
                               "of this person’s shares. The time of day stays."));
  g_strv_builder_add (lines, _("Samples stay exact. Somebody who has another ECG of this person may "
                               "still recognise them, and somebody who knows when one of "
                               "the recordings was made knows the true dates of all."));
  return g_strv_builder_end (lines);
}
