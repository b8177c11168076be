/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "ecg-library.h"

#include "app/bw-ecg-page-private.h"

#define DAYS 30
#define SEED 7
#define ECGS 6

/* A window that nobody touches is not drawn: in half a second there are this many frames at most. An
 * animation that is never done has as many as the screen shows: 30. */
#define WATCH_MS 500
#define FRAMES 2

/* What is still fading or sliding is given ten seconds. */
#define TURNS 20

static BwApplication *application;

typedef struct
{
  int width;
  int height;
} Size;

typedef struct
{
  char *folder;
  BwSession *session;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GSettings) settings = g_settings_new (BW_APPLICATION_ID);

  g_settings_reset (settings, "page");
  fixture->folder = bw_test_make_folder ();
  fixture->session = NULL;
  fixture->window = NULL;
}

static void
open_window (Fixture    *fixture,
             const Size *size)
{
  fixture->session = app_session_new (fixture->folder);
  fixture->window = GTK_WIDGET (bw_window_new (application, fixture->session));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), size->width, size->height);
  gtk_window_present (GTK_WINDOW (fixture->window));
  app_wait (!bw_session_is_active (fixture->session));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static gboolean
is_gone (void)
{
  return gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_wait (is_gone ());
  app_spin (50);
  app_assert_gone (fixture->session);
  bw_test_remove_folder (fixture->folder);
}

static void
on_frame (guint *frames)
{
  (*frames)++;
}

/* How often the window is laid out or drawn while it is watched. */
static guint
count_frames (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint frames = 0;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_frame), &frames);

  app_spin (WATCH_MS);
  g_signal_handler_disconnect (clock, id);
  return frames;
}

static void
assert_rests (Fixture    *fixture,
              const char *name)
{
  guint frames = FRAMES + 1;

  g_assert_cmpstr (bw_window_get_shown (BW_WINDOW (fixture->window)), ==, name);
  for (guint i = 0; i < TURNS && frames > FRAMES; i++)
    frames = count_frames (fixture->window);
  g_test_message ("%s: %u frames", name, frames);
  g_assert_cmpuint (frames, <=, FRAMES);
}

static void
test_welcome (Fixture       *fixture,
              gconstpointer  data)
{
  open_window (fixture, data);
  assert_rests (fixture, "welcome");
}

static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const names[] = { "today", "ecg", "glucose", "library" };
  g_autofree char *path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  GtkWidget *page;

  ecg_library_make (path, ECGS);
  open_window (fixture, data);
  bw_session_import_sample (fixture->session, DAYS, SEED);
  app_wait (!bw_session_is_active (fixture->session));

  page = app_find (fixture->window, "BwEcgPage");
  bw_ecg_page_show_recording (BW_ECG_PAGE (page), 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (gtk_widget_activate_action (fixture->window, "win.page", "s", names[i]));
      assert_rests (fixture, names[i]);
    }
  g_assert_cmpint (BW_ECG_PAGE (page)->shown_id, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  static const Size wide = { 1000, 700 };
  static const Size narrow = { 360, 640 };
  int result;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = bw_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, size, function) \
  g_test_add ("/idle/" name, Fixture, size, set_up, function, tear_down)
  ADD ("welcome/wide", &wide, test_welcome);
  ADD ("welcome/narrow", &narrow, test_welcome);
  ADD ("pages/wide", &wide, test_pages);
  ADD ("pages/narrow", &narrow, test_pages);
  result = g_test_run ();
  g_object_unref (application);
  return result;
}
