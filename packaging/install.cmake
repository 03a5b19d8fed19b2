# What `cmake --install` puts where.
include(GNUInstallDirs)
install(TARGETS meshlens RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
