/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "share-people.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "export/bw-zip-writer.h"
#include "import/bw-import.h"
#include "store/bw-readers.h"

#include <string.h>

/* A share comes in again: where there is nothing, again, beside more of the same person, and where its
 * recordings are under their true dates. */

static BwLibrary *
library_open (const Person *person,
              const char   *name)
{
  g_autofree char *path = g_build_filename (person->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  BwLibrary *library = bw_library_open (path, BW_LIBRARY_CREATE, &error);

  g_assert_no_error (error);
  return library;
}

static BwImportResult *
import (BwLibrary             *library,
        const char            *path,
        const BwImportOptions *options)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  BwImportResult *result = bw_import_paths (library, paths, options, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static char *
share_all (Person     *person,
           const char *name)
{
  const BwShareOptions options = { .with_notes = TRUE };
  g_autoptr (BwShare) share = person_choose (person, NULL, 0, &options);

  return person_write (person, share, name);
}

static guint
count (BwLibrary *library)
{
  g_autoptr (GArray) recordings = bw_library_read_recordings (library, NULL);

  return recordings->len;
}

/* By its number within the share, which is its place in time. */
static BwRecording *
get (BwLibrary *library,
     guint      i)
{
  g_autoptr (GArray) recordings = bw_library_read_recordings (library, NULL);

  return bw_recording_copy (&g_array_index (recordings, BwRecording, i));
}

static void
test_fresh (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwImportResult) result = NULL, again = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GArray) readers = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *path = NULL, *name = NULL, *born = NULL;
  gint64 days;

  person_open (&person, 1);
  path = share_all (&person, "share.zip");
  days = person_get_days (&person);
  library = library_open (&person, "other.beatwise");
  result = import (library, path, NULL);
  g_assert_cmpuint (result->total->ecgs, ==, 5);
  g_assert_cmpuint (result->total->problems->len, ==, 0);
  g_assert_cmpstr (((BwImport *) result->files->pdata[0])->format, ==, "beatwise-share");
  name = bw_library_get_characteristic (library, "name");
  born = bw_library_get_characteristic (library, "date-of-birth");
  g_assert_null (name);
  g_assert_null (born);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (BwRecording) theirs = bw_library_read_recording (person.library, person.ids[i], NULL);
      g_autoptr (BwRecording) ours = get (library, i);
      g_autoptr (GArray) their_nv = bw_library_read_ecg_nv (person.library, person.ids[i], NULL);
      g_autoptr (GArray) our_nv = bw_library_read_ecg_nv (library, ours->id, NULL);
      g_autofree char *note = g_strstrip (g_strdup (theirs->note));
      int offset_min = i == 0 ? 60 : i == 2 ? 0 : 120; /* of Berlin */

      g_assert_cmpmem (our_nv->data, our_nv->len * sizeof (gint32), their_nv->data,
                       their_nv->len * sizeof (gint32));
      g_assert_cmpfloat (ours->rate_hz, ==, theirs->rate_hz);
      g_assert_cmpint (ours->time_known, ==, theirs->time_known);
      if (ours->time_known)
        g_assert_cmpint (ours->start_ms, ==,
                         theirs->start_ms + offset_min * BW_TIME_MINUTE - days * BW_TIME_DAY);
      else
        g_assert_cmpint (ours->start_ms / BW_TIME_DAY, ==, theirs->start_ms / BW_TIME_DAY - days);
      g_assert_cmpint (ours->label, ==, theirs->label);
      g_assert_cmpstr (ours->note, ==, note);
      g_assert_cmpstr (ours->device, ==, "");
    }
  {
    g_autoptr (BwRecording) first = get (library, 0), last = get (library, 4), rule = get (library, 3);

    g_assert_cmpstr (first->labelled_by, ==, "reader-1");
    g_assert_cmpstr (last->labelled_by, ==, "reader-2");
    g_assert_cmpstr (rule->labelled_by, ==, "protocol");
    /* When it was given is not told: that it is there now is known. */
    g_assert_cmpint (g_get_real_time () / 1000 - first->labelled_ms, <, 10 * BW_TIME_MINUTE);
  }
  readers = bw_library_read_reader_labels (library, NULL);
  g_assert_cmpuint (readers->len, ==, 3);
  g_assert_cmpstr (g_array_index (readers, BwReaderLabel, 0).reader, ==, "reader-1");
  g_assert_cmpint (g_array_index (readers, BwReaderLabel, 0).label, ==, BW_LABEL_FASTING);

  /* Its clock is the library's. */
  zone = bw_library_get_zone (library);
  g_assert_cmpint (bw_time_offset (zone, at ("2020-07-01 00:00:00 Z")), ==, 0);
  g_assert_true (bw_library_check (library, &problems, NULL, NULL, NULL));
  g_assert_cmpuint (problems->len, ==, 0);

  again = import (library, path, NULL);
  g_assert_cmpuint (again->total->ecgs, ==, 5);
  g_assert_cmpuint (again->total->problems->len, ==, 0);
  g_assert_cmpuint (count (library), ==, 5);
}

/* What was done here since stays; what a later share has more of comes in. */
static void
test_again (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwShare) some = NULL;
  g_autoptr (BwImportResult) first = NULL, second = NULL;
  g_autoptr (BwRecording) labelled = NULL, noted = NULL;
  g_autoptr (GArray) readers = NULL;
  g_autofree char *few = NULL, *all = NULL;
  gint64 id;

  person_open (&person, 1);
  some = person_choose (&person, &person.ids[3], 2, NULL);
  few = person_write (&person, some, "few.zip");
  all = share_all (&person, "all.zip");
  library = library_open (&person, "other.beatwise");
  first = import (library, few, NULL);
  g_assert_cmpuint (count (library), ==, 2);
  labelled = get (library, 0);
  id = labelled->id;
  g_assert_cmpint (labelled->label, ==, BW_LABEL_FASTING);
  bw_library_set_label (library, id, BW_LABEL_GLUCOSE, "me", NULL);

  second = import (library, all, NULL);
  g_assert_cmpuint (second->total->problems->len, ==, 0);
  g_assert_cmpuint (second->total->skipped, ==, 0);
  g_assert_cmpuint (count (library), ==, 5);
  noted = bw_library_read_recording (library, id, NULL);
  g_assert_cmpint (noted->label, ==, BW_LABEL_GLUCOSE);
  g_assert_cmpstr (noted->labelled_by, ==, "me");
  g_assert_cmpstr (noted->note, ==, "not, \"quite\"\nsure");
  readers = bw_library_read_reader_labels (library, NULL);
  g_assert_cmpuint (readers->len, ==, 3);
}

/* In the person's own library they are there already. */
static void
test_own_library (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *path = NULL;
  const BwProblem *problem;

  person_open (&person, 1);
  path = share_all (&person, "share.zip");
  result = import (person.library, path, NULL);
  g_assert_cmpuint (count (person.library), ==, 5);
  g_assert_cmpuint (result->total->ecgs, ==, 5);
  g_assert_cmpuint (result->total->skipped, ==, 5);
  g_assert_cmpuint (result->total->problems->len, ==, 1);
  problem = g_ptr_array_index (result->total->problems, 0);
  g_assert_nonnull (strstr (problem->what, "under another date"));
  g_assert_cmpint (problem->count, ==, 5);
  zone = bw_library_get_zone (person.library);
  g_assert_cmpint (bw_time_offset (zone, at ("2020-07-01 00:00:00 Z")), ==, 120);
}

/* A label that was asked for holds. */
static void
test_label_given (void)
{
  const BwImportOptions options = { .has_label = TRUE, .label = BW_LABEL_GLUCOSE };
  g_auto (Person) person = { 0 };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autofree char *path = NULL;

  person_open (&person, 1);
  path = share_all (&person, "share.zip");
  library = library_open (&person, "other.beatwise");
  result = import (library, path, &options);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (BwRecording) recording = get (library, i);

      g_assert_cmpint (recording->label, ==, BW_LABEL_GLUCOSE);
      g_assert_cmpstr (recording->labelled_by, ==, "import");
    }
}

/* A zip of the share's files with some changed, in another order. @labels: (nullable): none */
static char *
repack (Person     *person,
        const char *share,
        const char *name,
        const char *prefix,
        const char *manifest,
        const char *labels)
{
  g_autoptr (GPtrArray) files = zip_read (share);
  g_autofree char *path = g_build_filename (person->folder, name, NULL);
  g_autoptr (BwZipWriter) writer = bw_zip_writer_new (path, NULL);

  for (guint i = files->len; i-- > 0;)
    {
      const ZipFile *file = g_ptr_array_index (files, i);
      g_autofree char *entry = g_strconcat (prefix, file->name, NULL);
      const char *text = g_bytes_get_data (file->bytes, NULL);
      gsize length = g_bytes_get_size (file->bytes);

      if (strcmp (file->name, "labels.csv") == 0)
        {
          if (labels == NULL)
            continue;
          text = labels;
          length = strlen (labels);
        }
      if (strcmp (file->name, "manifest.json") == 0 && manifest != NULL)
        {
          text = manifest;
          length = strlen (manifest);
        }
      g_assert_true (bw_zip_writer_add (writer, entry, text, length, NULL));
    }
  g_assert_true (bw_zip_writer_finish (writer, NULL));
  return g_steal_pointer (&path);
}

/* Packed again in another order and a folder more it is still one. */
static void
test_packed_again (void)
{
  static const char labels[] = "label,name\nglucose,recording-001.csv\nfasting,unheard-of.csv\n";
  g_auto (Person) person = { 0 };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwImportResult) own = NULL, other = NULL;
  g_autoptr (BwRecording) first = NULL, second = NULL;
  g_autofree char *path = NULL, *packed = NULL;

  person_open (&person, 1);
  path = share_all (&person, "share.zip");
  packed = repack (&person, path, "packed.zip", "my share/", NULL, labels);
  own = import (person.library, packed, NULL);
  g_assert_cmpuint (count (person.library), ==, 5);
  library = library_open (&person, "other.beatwise");
  other = import (library, packed, NULL);
  g_assert_cmpuint (other->total->problems->len, ==, 0);
  /* Its table is what counts, and of what is not in it the folder. */
  first = get (library, 0);
  g_assert_cmpint (first->label, ==, BW_LABEL_GLUCOSE);
  second = get (library, 1);
  g_assert_cmpint (second->label, ==, BW_LABEL_GLUCOSE);
  g_assert_cmpstr (second->labelled_by, ==, "folder");
}

/* As some systems leave a zip that was downloaded: a folder. */
static void
test_unpacked (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwImportResult) own = NULL, other = NULL;
  g_autoptr (BwRecording) first = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *path = NULL, *folder = NULL;

  person_open (&person, 1);
  path = share_all (&person, "share.zip");
  files = zip_read (path);
  folder = g_build_filename (person.folder, "unpacked", NULL);
  for (guint i = 0; i < files->len; i++)
    {
      const ZipFile *file = g_ptr_array_index (files, i);
      g_autofree char *place = g_build_filename (folder, file->name, NULL);
      g_autofree char *parent = g_path_get_dirname (place);

      g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
      g_assert_true (g_file_set_contents (place, g_bytes_get_data (file->bytes, NULL),
                                          (gssize) g_bytes_get_size (file->bytes), NULL));
    }
  own = import (person.library, folder, NULL);
  g_assert_cmpuint (count (person.library), ==, 5);
  g_assert_cmpuint (own->total->skipped, ==, 5);
  library = library_open (&person, "other.beatwise");
  other = import (library, folder, NULL);
  g_assert_cmpstr (((BwImport *) other->files->pdata[0])->format, ==, "beatwise-share");
  g_assert_cmpuint (other->total->problems->len, ==, 0);
  g_assert_cmpuint (count (library), ==, 5);
  first = get (library, 0);
  g_assert_cmpstr (first->labelled_by, ==, "reader-1");
}

/* Tables and manifests of whoever means ill, or is not able to do better: the recordings come in with
 * the labels of their folders, and it is said what could not be read. */
static void
test_hostile (void)
{
  static const struct
  {
    const char *manifest, *labels;
    const char *what; /* (nullable): no problem */
  } rows[] = {
    { NULL, NULL, NULL },
    { NULL, "", "needs" },
    { NULL, "name;label\nrecording-001.csv;sweet\n", "a label is" },
    { NULL, "name,label,note\nrecording-001.csv,glucose,\"open", "quotation mark" },
    { NULL, "name,label\nrecording-001.csv,\xff\xfe\n", "UTF-8" },
    { NULL, "recording,label\n1,glucose\n2,glucose\n", "needs" },
    { NULL, "name,label,reader: \nrecording-001.csv,glucose,fasting\n", "reader" },
    { "{\"format\":\"beatwise-share\"", NULL, NULL },
    { "[[[[[[", "name,label\nrecording-001.csv,glucose\n", NULL },
    { "", "name,label\nrecording-001.csv,glucose\n", NULL },
  };
  g_auto (Person) person = { 0 };
  g_autofree char *path = NULL;

  person_open (&person, 1);
  path = share_all (&person, "share.zip");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("h%u.zip", i);
      g_autofree char *packed = repack (&person, path, name, "", rows[i].manifest, rows[i].labels);
      g_autofree char *into = g_strdup_printf ("h%u.beatwise", i);
      g_autoptr (BwLibrary) library = library_open (&person, into);
      g_autoptr (BwImportResult) result = import (library, packed, NULL);
      g_autoptr (BwRecording) first = get (library, 0);

      g_assert_cmpuint (count (library), ==, 5);
      g_assert_cmpint (first->label, ==, BW_LABEL_FASTING);
      g_assert_cmpstr (first->labelled_by, ==, "folder");
      g_assert_cmpuint (result->total->problems->len, ==, rows[i].what != NULL ? 1 : 0);
      if (rows[i].what != NULL)
        {
          const BwProblem *problem = g_ptr_array_index (result->total->problems, 0);

          g_assert_cmpstr (problem->file, ==, "labels.csv");
          g_assert_nonnull (strstr (problem->what, rows[i].what));
        }
    }
}

/* Cut anywhere: nothing comes in; with what is readable kept, no more than there was. */
static void
test_cut (void)
{
  const BwImportOptions partial = { .partial = TRUE };
  g_auto (Person) person = { 0 };
  g_autoptr (BwLibrary) library = NULL;
  g_autofree char *path = NULL, *text = NULL, *cut = NULL;
  gsize length;

  person_open (&person, 1);
  path = share_all (&person, "share.zip");
  cut = g_build_filename (person.folder, "cut.zip", NULL);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  library = library_open (&person, "other.beatwise");
  for (guint i = 0; i < 16; i++)
    {
      const char *const paths[] = { cut, NULL };
      gsize n = length * i / 16;
      g_autoptr (BwImportResult) result = NULL, kept = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (cut, text, (gssize) n, NULL));
      result = bw_import_paths (library, paths, NULL, NULL, NULL, &error);
      g_assert_null (result);
      g_assert_cmpint (error->domain, ==, BW_ERROR);
      g_assert_cmpuint (count (library), ==, 0);
    }
  {
    const char *const paths[] = { cut, NULL };
    g_autoptr (BwImportResult) kept = bw_import_paths (library, paths, &partial, NULL, NULL, NULL);
    g_autoptr (BwImportResult) own
      = bw_import_paths (person.library, paths, &partial, NULL, NULL, NULL);
    g_autoptr (BwRecording) first = get (library, 0);

    g_assert_nonnull (kept);
    g_assert_cmpuint (count (library), >, 0);
    g_assert_cmpuint (count (library), <=, 5);
    g_assert_cmpuint (kept->total->problems->len, >, 0);
    /* It is known for what it is all the same. */
    g_assert_cmpstr (first->labelled_by, ==, "reader-1");
    g_assert_nonnull (own);
    g_assert_cmpuint (count (person.library), ==, 5);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/share-import/fresh", test_fresh);
  g_test_add_func ("/export/share-import/again", test_again);
  g_test_add_func ("/export/share-import/own-library", test_own_library);
  g_test_add_func ("/export/share-import/label-given", test_label_given);
  g_test_add_func ("/export/share-import/packed-again", test_packed_again);
  g_test_add_func ("/export/share-import/unpacked", test_unpacked);
  g_test_add_func ("/export/share-import/hostile", test_hostile);
  g_test_add_func ("/export/share-import/cut", test_cut);
  return g_test_run ();
}
