/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "share-people.h"

#include "base/bw-time.h"
#include "store/bw-imports.h"
#include "store/bw-readers.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define N_SAMPLES 2000

gint64
at (const char *time)
{
  gint64 ms;

  g_assert_true (bw_time_parse (time, strlen (time), &ms, NULL));
  return ms;
}

static void
add_recordings (Person *self,
                guint   seed)
{
  static const struct
  {
    const char *name, *start, *lead, *classification;
    BwLabel label;
    const char *by, *note;
  } rows[] = {
    { "ecg_2023-03-20_1 Privatheim.csv", "2023-03-20 06:31:12.250 Z", "Lead I", "Sinus Rhythm",
      BW_LABEL_FASTING, "Zoë", "a private thought" },
    { "b.csv", "2023-03-28 07:05:00 Z", "Ableitung I", "Sinusrhythmus", BW_LABEL_GLUCOSE, "folder",
      "" },
    { "ecg_2023-04-02_4.csv", "2023-04-02 12:00:04 Z", "Lead I", "Rytme", BW_LABEL_NONE, NULL, "" },
    { "d.csv", "2023-04-03 05:30:00 Z", "", "Inconclusive", BW_LABEL_FASTING, "protocol",
      "not, \"quite\"\nsure" },
    { "e.csv", "2023-04-03 06:50:00 Z", "Lead I", "Sinus Rhythm", BW_LABEL_GLUCOSE, "Adam", "" },
  };
  g_autofree gint32 *samples_nv = g_new (gint32, N_SAMPLES);
  GRand *rand = g_rand_new_with_seed (seed);
  gint64 import_id = bw_library_begin_import (self->library, "/home/xanthippe/ecg", "apple-ecg", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      BwRecording recording = {
        .name = (char *) rows[i].name,
        .start_ms = at (rows[i].start),
        .offset_min = i == 2 ? 0 : -480,
        .time_known = i != 2,
        .rate_hz = 512.508,
        .n_samples = N_SAMPLES,
        .lead = (char *) rows[i].lead,
        .classification = (char *) rows[i].classification,
        .symptoms = (char *) "palpitations",
        .device = (char *) "Watch9,1",
        .software = (char *) "OS9.87",
        .label = rows[i].label,
        .labelled_by = (char *) rows[i].by,
        .labelled_ms = rows[i].label != BW_LABEL_NONE ? at (rows[i].start) : 0,
        .note = (char *) rows[i].note,
      };

      if (i == 0)
        recording.labelled_ms = at ("2023-03-20 08:00:00 Z");
      for (guint j = 0; j < N_SAMPLES; j++)
        samples_nv[j] = g_rand_int_range (rand, -900000, 1100000);
      g_assert_true (bw_library_add_recording (self->library, import_id, &recording, samples_nv, NULL,
                                               NULL));
      self->ids[i] = recording.id;
    }
  g_rand_free (rand);
}

void
person_open (Person *self,
             guint   seed)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  BwLabelState state = { .label = BW_LABEL_FASTING };

  self->folder = bw_test_make_folder ();
  path = g_build_filename (self->folder, "me.beatwise", NULL);
  self->library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  bw_library_set_setting (self->library, "zone", "Europe/Berlin", NULL);
  g_assert_true (bw_library_begin (self->library, NULL));
  bw_library_set_characteristic (self->library, "name", "Xanthippe Quux", NULL);
  bw_library_set_characteristic (self->library, "date-of-birth", "1979-05-17", NULL);
  bw_library_set_characteristic (self->library, "sex", "Female", NULL);
  add_recordings (self, seed);

  state.recording_id = self->ids[0];
  state.time_ms = at ("2023-03-20 08:00:00 Z");
  g_assert_true (bw_library_set_reader_labels (self->library, "Zoë", &state, 1, NULL));
  state.label = BW_LABEL_GLUCOSE;
  state.time_ms = at ("2024-05-01 08:00:00 Z");
  g_assert_true (bw_library_set_reader_labels (self->library, "Adam", &state, 1, NULL));
  state.recording_id = self->ids[4];
  g_assert_true (bw_library_set_reader_labels (self->library, "Adam", &state, 1, NULL));
  g_assert_true (bw_library_commit (self->library, NULL));
}

void
person_clear (Person *self)
{
  g_clear_pointer (&self->library, bw_library_close);
  g_clear_pointer (&self->folder, bw_test_remove_folder);
}

BwShare *
person_choose (Person               *self,
               const gint64         *ids,
               guint                 n_ids,
               const BwShareOptions *options)
{
  g_autoptr (GError) error = NULL;
  BwShare *share = bw_share_new (self->library, ids, n_ids, options, NULL, NULL, &error);

  g_assert_no_error (error);
  return share;
}

char *
person_write (Person        *self,
              const BwShare *share,
              const char    *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  bw_share_write (share, self->library, path, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

int
person_get_days (Person *self)
{
  g_autofree char *text = bw_library_get_setting (self->library, "share-days");

  g_assert_nonnull (text);
  return atoi (text);
}

static void
zip_file_free (gpointer data)
{
  ZipFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_free (file);
}

GPtrArray *
zip_read (const char *path)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (zip_file_free);
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;

  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_filename (archive, path, 65536), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      ZipFile *file = g_new0 (ZipFile, 1);
      GByteArray *data = g_byte_array_new ();
      char block[4096];
      la_ssize_t n;

      while ((n = archive_read_data (archive, block, sizeof block)) > 0)
        g_byte_array_append (data, (guint8 *) block, (guint) n);
      g_assert_cmpint (n, ==, 0);
      g_byte_array_append (data, (const guint8 *) "", 1);
      file->name = g_strdup (archive_entry_pathname (entry));
      /* The format cannot be without a time of change: it has its first day. */
      file->has_time = archive_entry_mtime (entry) > at ("1980-01-02 00:00:00 Z") / BW_TIME_SECOND
                       || archive_entry_atime (entry) != 0 || archive_entry_ctime (entry) != 0
                       || archive_entry_birthtime (entry) != 0;
      file->has_owner = archive_entry_uid (entry) != 0 || archive_entry_gid (entry) != 0
                        || archive_entry_uname (entry) != NULL;
      /* It ends with a NUL that is not counted. */
      file->bytes = g_bytes_new_with_free_func (data->data, data->len - 1,
                                                (GDestroyNotify) g_byte_array_unref, data);
      g_ptr_array_add (files, file);
    }
  archive_read_free (archive);
  return files;
}

GBytes *
zip_find (GPtrArray  *files,
          const char *name)
{
  for (guint i = 0; i < files->len; i++)
    {
      const ZipFile *file = g_ptr_array_index (files, i);

      if (strcmp (file->name, name) == 0)
        return file->bytes;
    }
  g_error ("there is no “%s”", name);
}
