/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

/* The program itself without a window: it stays until it is told to end, and there is one at a time. */

static const char *program;

static gboolean
is_running (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  gboolean owned;

  g_assert_nonnull (bus);
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "NameHasOwner",
                                       g_variant_new ("(s)", BW_APPLICATION_ID),
                                       G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                       NULL);
  g_variant_get (reply, "(b)", &owned);
  return owned;
}

static GSubprocess *
start (const char *option)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, option, NULL);

  g_assert_no_error (error);
  return process;
}

static void
assert_done (GSubprocess *process)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
test_background (void)
{
  g_autoptr (GSubprocess) first = start ("--background");
  g_autoptr (GSubprocess) second = NULL;
  g_autoptr (GSubprocess) quit = NULL;

  app_wait (is_running ());
  /* It has had time to find that there is nothing to do. */
  app_spin (1500);
  g_assert_true (is_running ());
  second = start ("--background");
  assert_done (second);
  g_assert_true (is_running ());
  quit = start ("--quit");
  assert_done (quit);
  assert_done (first);
  g_assert_false (is_running ());
}

static void
test_quit_nothing (void)
{
  g_autoptr (GSubprocess) quit = start ("--quit");

  assert_done (quit);
  g_assert_false (is_running ());
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    return 1;
  program = argv[1];
  g_test_add_func ("/background/stays", test_background);
  g_test_add_func ("/background/quit-nothing", test_quit_nothing);
  return g_test_run ();
}
