/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"

#include "import/bw-watch.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define STILL_MS 40
#define AGAIN_MS 150

typedef struct
{
  char *folder;
  BwWatch *watch;
  GPtrArray *arrived;   /* (element-type utf8): base names */
  guint n_changes;
} Watching;

static void
on_arrived (BwWatch    *watch,
            const char *path,
            Watching   *f)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpstr (folder, ==, f->folder);
  g_ptr_array_add (f->arrived, g_path_get_basename (path));
}

static void
on_changed (BwWatch  *watch,
            Watching *f)
{
  f->n_changes++;
}

static gboolean
on_woken (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
spin (guint ms)
{
  gboolean woken = FALSE;

  g_timeout_add (ms, on_woken, &woken);
  while (!woken)
    g_main_context_iteration (NULL, TRUE);
}

/* Stops the watch; a look that is under way holds it until it is over. */
static void
let_go (Watching *f)
{
  BwWatch *watched = f->watch;

  bw_watch_stop (watched);
  g_object_add_weak_pointer (G_OBJECT (watched), (gpointer *) &watched);
  g_clear_object (&f->watch);
  for (int i = 0; watched != NULL && i < 2000; i++)
    spin (10);
  g_assert_null (watched);
}

/* Watches the folder, in place of who did before. */
static void
watch_at (Watching *f,
          gboolean  take_present,
          guint     still_ms)
{
  g_auto (GStrv) seen = f->watch != NULL ? bw_watch_get_seen (f->watch) : NULL;

  if (f->watch != NULL)
    let_go (f);
  f->watch = bw_watch_new (f->folder, (const char *const *) seen);
  bw_watch_set_pace (f->watch, still_ms, AGAIN_MS);
  g_signal_connect (f->watch, "arrived", G_CALLBACK (on_arrived), f);
  g_signal_connect (f->watch, "changed", G_CALLBACK (on_changed), f);
  bw_watch_start (f->watch, take_present);
}

static void
watch (Watching *f,
       gboolean  take_present)
{
  watch_at (f, take_present, STILL_MS);
}

static void
set_up (Watching      *f,
        gconstpointer  data)
{
  f->folder = bw_test_make_folder ();
  f->arrived = g_ptr_array_new_with_free_func (g_free);
}

/* Long enough for some looks. */
static void
linger (void)
{
  spin (5 * AGAIN_MS);
}

static void
wait_for (Watching *f,
          guint     n)
{
  for (int i = 0; f->arrived->len < n && i < 2000; i++)
    spin (10);
  g_assert_cmpuint (f->arrived->len, ==, n);
}

static void
tear_down (Watching      *f,
           gconstpointer  data)
{
  if (f->watch != NULL)
    let_go (f);
  g_ptr_array_unref (f->arrived);
  bw_test_remove_folder (f->folder);
}

static void
write_file (Watching   *f,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
write_recording (Watching   *f,
                 const char *name,
                 guint       n)
{
  g_autoptr (GString) text
    = g_string_new ("Recorded Date,2025-03-01 10:15:00 +0100\nSample Rate,513.625 hertz\n\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%d\n", (int) (i * 7919 % 601) - 300);
  write_file (f, name, text->str);
}

static const char *
newest (Watching *f)
{
  return g_ptr_array_index (f->arrived, f->arrived->len - 1);
}

/* A zip with one empty file in it, by hand. */
static void
write_zip (Watching   *f,
           const char *name,
           const char *entry,
           gsize       cut)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GByteArray) zip = g_byte_array_new ();
  guint8 local[30] = { 'P', 'K', 3, 4, 20 };
  guint8 central[46] = { 'P', 'K', 1, 2, 20, 0, 20 };
  guint8 end[22] = { 'P', 'K', 5, 6 };
  const guint8 length = (guint8) strlen (entry);

  local[26] = central[28] = length;
  end[8] = end[10] = 1;
  end[12] = (guint8) (sizeof central + length);
  end[16] = (guint8) (sizeof local + length);
  g_byte_array_append (zip, local, sizeof local);
  g_byte_array_append (zip, (const guint8 *) entry, length);
  g_byte_array_append (zip, central, sizeof central);
  g_byte_array_append (zip, (const guint8 *) entry, length);
  g_byte_array_append (zip, end, sizeof end);
  g_assert_true (g_file_set_contents (path, (const char *) zip->data, (gssize) (zip->len - cut),
                                      NULL));
}

static void
test_arrives (Watching      *f,
              gconstpointer  data)
{
  watch (f, TRUE);
  linger ();
  g_assert_cmpuint (f->arrived->len, ==, 0);
  write_recording (f, "ecg 1 €.csv", 600);
  wait_for (f, 1);
  g_assert_cmpstr (newest (f), ==, "ecg 1 €.csv");
  linger ();
  g_assert_cmpuint (f->arrived->len, ==, 1);
  write_zip (f, "export.zip", "apple_health_export/export.xml", 0);
  wait_for (f, 2);
  g_assert_cmpstr (newest (f), ==, "export.zip");
}

/* What is there is passed over, or told of in the order of names. */
static void
test_present (Watching      *f,
              gconstpointer  data)
{
  write_recording (f, "b.csv", 600);
  write_recording (f, "a.csv", 600);
  watch (f, FALSE);
  linger ();
  g_assert_cmpuint (f->arrived->len, ==, 0);
  write_recording (f, "c.csv", 600);
  wait_for (f, 1);

  let_go (f);
  watch (f, TRUE);
  wait_for (f, 4);
  g_assert_cmpstr (g_ptr_array_index (f->arrived, 1), ==, "a.csv");
  g_assert_cmpstr (g_ptr_array_index (f->arrived, 2), ==, "b.csv");
  g_assert_cmpstr (g_ptr_array_index (f->arrived, 3), ==, "c.csv");
}

static void
test_unfinished (Watching      *f,
                 gconstpointer  data)
{
  g_autofree char *part = g_build_filename (f->folder, "new.csv.part", NULL);
  g_autofree char *whole = g_build_filename (f->folder, "new.csv", NULL);

  watch (f, TRUE);
  write_recording (f, "new.csv.part", 600);
  write_recording (f, "new.csv.crdownload", 600);
  write_recording (f, ".new.csv", 600);
  linger ();
  g_assert_cmpuint (f->arrived->len, ==, 0);
  g_assert_cmpint (g_rename (part, whole), ==, 0);
  wait_for (f, 1);
  g_assert_cmpstr (newest (f), ==, "new.csv");
}

/* While it grows it is let be. */
static void
test_grows (Watching      *f,
            gconstpointer  data)
{
  watch_at (f, TRUE, 600);
  for (guint n = 600; n < 1200; n += 40)
    {
      write_recording (f, "growing.csv", n);
      spin (60);
      g_assert_cmpuint (f->arrived->len, ==, 0);
    }
  wait_for (f, 1);
}

/* A zip without its end is on its way. */
static void
test_cut_zip (Watching      *f,
              gconstpointer  data)
{
  watch (f, TRUE);
  write_zip (f, "export.zip", "apple_health_export/export.xml", 30);
  linger ();
  g_assert_cmpuint (f->arrived->len, ==, 0);
  write_zip (f, "export.zip", "apple_health_export/export.xml", 0);
  wait_for (f, 1);
}

/* Intervals between beats are told from a letter, also by what a zip holds. */
static void
test_rr (Watching      *f,
         gconstpointer  data)
{
  static const char list[] = "801\n812\n799\n805\n820\n811\n806\n790\n800\n";

  watch (f, TRUE);
  write_file (f, "letter.txt", "Dear all,\n12 of 15 came.\n");
  write_zip (f, "letters.zip", "letter.txt", 0);
  write_file (f, "2023-01-05 07-31-22.txt", list);
  wait_for (f, 1);
  g_assert_cmpstr (newest (f), ==, "2023-01-05 07-31-22.txt");
  write_file (f, "strap.hrm", "[Params]\nDate=20230105\nInterval=238\n[HRData]\n801\n812\n799\n");
  wait_for (f, 2);
  write_file (f, "watch.hrm", "[Params]\nDate=20230105\nInterval=5\n[HRData]\n71\n72\n70\n");
  linger ();
  g_assert_cmpuint (f->arrived->len, ==, 2);
}

static void
test_foreign (Watching      *f,
              gconstpointer  data)
{
  g_auto (GStrv) seen = NULL;
  g_autofree char *folder = g_build_filename (f->folder, "folder.zip", NULL);
  g_autofree char *link = g_build_filename (f->folder, "dangling.csv", NULL);

  watch (f, TRUE);
  write_file (f, "list.csv", "name,price\napples,3\n");
  write_file (f, "letter.txt", "Dear all\n");
  write_file (f, "page.xml", "<html/>");
  write_file (f, "picture.jpeg", "x");
  write_zip (f, "pictures.zip", "a.jpeg", 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  linger ();
  g_assert_cmpuint (f->arrived->len, ==, 0);
  /* They need not be looked at again. */
  seen = bw_watch_get_seen (f->watch);
  g_assert_cmpuint (g_strv_length (seen), ==, 4);
  write_recording (f, "list.csv", 600);
  wait_for (f, 1);
}

static void
test_remembers (Watching      *f,
                gconstpointer  data)
{
  g_autofree char *kept = g_build_filename (f->folder, "kept.csv", NULL);
  g_autofree char *lost = g_build_filename (f->folder, "lost.csv", NULL);
  g_auto (GStrv) seen = NULL;

  watch (f, TRUE);
  write_recording (f, "kept.csv", 600);
  write_recording (f, "lost.csv", 600);
  wait_for (f, 2);
  bw_watch_finish (f->watch, kept, TRUE);
  bw_watch_finish (f->watch, lost, FALSE);
  linger ();
  g_assert_cmpuint (f->arrived->len, ==, 2);
  spin (100);

  watch (f, TRUE);
  wait_for (f, 3);
  g_assert_cmpstr (newest (f), ==, "lost.csv");
  bw_watch_finish (f->watch, lost, TRUE);
  /* Another one of the same name. */
  write_recording (f, "kept.csv", 700);
  wait_for (f, 4);
  g_assert_cmpstr (newest (f), ==, "kept.csv");
  bw_watch_finish (f->watch, kept, TRUE);

  /* What is gone is forgotten. */
  g_assert_cmpint (g_unlink (kept), ==, 0);
  linger ();
  seen = bw_watch_get_seen (f->watch);
  g_assert_cmpuint (g_strv_length (seen), ==, 1);
}

static void
test_gone (Watching      *f,
           gconstpointer  data)
{
  g_autofree char *aside = g_strconcat (f->folder, ".aside", NULL);

  watch (f, TRUE);
  linger ();
  g_assert_no_error (bw_watch_get_error (f->watch));
  f->n_changes = 0;
  g_assert_cmpint (g_rename (f->folder, aside), ==, 0);
  for (int i = 0; bw_watch_get_error (f->watch) == NULL && i < 2000; i++)
    spin (10);
  g_assert_error (bw_watch_get_error (f->watch), G_FILE_ERROR, G_FILE_ERROR_NOENT);
  linger ();
  g_assert_cmpuint (f->n_changes, ==, 1);
  /* And back, with something that came meanwhile. */
  g_assert_cmpint (g_rename (aside, f->folder), ==, 0);
  write_recording (f, "meanwhile.csv", 600);
  wait_for (f, 1);
  g_assert_no_error (bw_watch_get_error (f->watch));
  /* It hears of changes again, too. */
  write_recording (f, "later.csv", 600);
  wait_for (f, 2);
}

static void
test_stopped (Watching      *f,
              gconstpointer  data)
{
  watch (f, TRUE);
  bw_watch_stop (f->watch);
  write_recording (f, "late.csv", 600);
  linger ();
  g_assert_cmpuint (f->arrived->len, ==, 0);
  bw_watch_start (f->watch, TRUE);
  wait_for (f, 1);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Watching *, gconstpointer);
  } tests[] = {
    { "/watch/arrives", test_arrives },
    { "/watch/present", test_present },
    { "/watch/unfinished", test_unfinished },
    { "/watch/grows", test_grows },
    { "/watch/cut-zip", test_cut_zip },
    { "/watch/rr", test_rr },
    { "/watch/foreign", test_foreign },
    { "/watch/remembers", test_remembers },
    { "/watch/gone", test_gone },
    { "/watch/stopped", test_stopped },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Watching, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
